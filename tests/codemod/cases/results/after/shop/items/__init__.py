"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddItemRequest, Page, RemoveOldRequest

__all__ = [
    "AddItemRequest",
    "BaseModel",
    "Items",
    "Page",
    "Protocol",
    "RemoveOldRequest",
    "webmethod",
]
