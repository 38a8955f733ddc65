"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import V1, V1ALPHA, AddItemRequest, ChangeItemRequest, Item

__all__ = [
    "V1",
    "V1ALPHA",
    "AddItemRequest",
    "BaseModel",
    "ChangeItemRequest",
    "Item",
    "Items",
    "Protocol",
    "webmethod",
]
