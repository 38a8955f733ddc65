"""The Items API."""

import functools
from typing import Protocol

import legacy_decorator as legacy
from pydantic import BaseModel

from ..http import GET, LEVEL, deleting, endpoint
from .api import Items
from .models import BASE, AddItemRequest, AddItemsRequest, Item, posting

__all__ = [
    "BASE",
    "GET",
    "LEVEL",
    "AddItemRequest",
    "AddItemsRequest",
    "BaseModel",
    "Item",
    "Items",
    "Protocol",
    "deleting",
    "endpoint",
    "functools",
    "legacy",
    "posting",
]
