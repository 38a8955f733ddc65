"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddItemRequest, ChangeItemRequest, Item

__all__ = [
    "AddItemRequest",
    "BaseModel",
    "ChangeItemRequest",
    "Item",
    "Items",
    "Protocol",
    "webmethod",
]
