"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import Filter, ListItemsRequest, Page

__all__ = [
    "BaseModel",
    "Filter",
    "Items",
    "ListItemsRequest",
    "Page",
    "Protocol",
    "webmethod",
]
