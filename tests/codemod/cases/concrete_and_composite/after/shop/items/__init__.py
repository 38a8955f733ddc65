"""The Items API."""

from typing import Protocol, runtime_checkable

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import ItemProvider, Items, ItemStore, is_items
from .models import AddItemRequest, Item, RankRequest

__all__ = [
    "AddItemRequest",
    "BaseModel",
    "Item",
    "ItemProvider",
    "ItemStore",
    "Items",
    "Protocol",
    "RankRequest",
    "is_items",
    "runtime_checkable",
    "webmethod",
]
