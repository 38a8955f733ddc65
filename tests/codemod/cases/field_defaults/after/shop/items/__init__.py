"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel, Field

from .api import Items
from .models import (
    DAY,
    NOT_GIVEN,
    AddItemRequest,
    AddItemsRequest,
    Item,
    RemoveItemRequest,
)

__all__ = [
    "DAY",
    "NOT_GIVEN",
    "AddItemRequest",
    "AddItemsRequest",
    "BaseModel",
    "Field",
    "Item",
    "Items",
    "Protocol",
    "RemoveItemRequest",
    "webmethod",
]
