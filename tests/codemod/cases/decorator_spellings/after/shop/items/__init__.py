"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

import functools
from typing import Protocol

import legacy_decorator as legacy
from pydantic import BaseModel

from ..http import GET, LEVEL, deleting, endpoint
from .api import Items
from .models import BASE, AddItemRequest, AddItemsRequest, Item, posting

__all__ = [
    "BASE",
    "AddItemRequest",
    "AddItemsRequest",
    "Item",
    "Items",
    "posting",
]
