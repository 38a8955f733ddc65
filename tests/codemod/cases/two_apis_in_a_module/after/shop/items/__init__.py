"""The Items and OldItems APIs."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items, OldItems
from .models import AddItemRequest, AddOldItemRequest, Item

__all__ = [
    "AddItemRequest",
    "AddOldItemRequest",
    "Item",
    "Items",
    "OldItems",
]
