"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import ChangeItemRequest, GetItemRequest, Page

__all__ = [
    "BaseModel",
    "ChangeItemRequest",
    "GetItemRequest",
    "Items",
    "Page",
    "Protocol",
    "webmethod",
]
