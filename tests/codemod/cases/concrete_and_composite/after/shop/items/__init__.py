"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol, runtime_checkable

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import ItemProvider, Items, ItemStore, is_items
from .models import AddItemRequest, Item, RankRequest

__all__ = [
    "AddItemRequest",
    "Item",
    "ItemProvider",
    "ItemStore",
    "Items",
    "RankRequest",
    "is_items",
]
