"""The Items and OldItems APIs."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items, OldItems
from .models import AddItemRequest, AddOldItemRequest, Item

__all__ = [
    "AddItemRequest",
    "AddOldItemRequest",
    "BaseModel",
    "Item",
    "Items",
    "OldItems",
    "Protocol",
    "webmethod",
]
