"""The Items API."""

from pathlib import Path
from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddItemRequest, Field, ItemsAddItemRequest

__all__ = [
    "AddItemRequest",
    "BaseModel",
    "Field",
    "Items",
    "ItemsAddItemRequest",
    "Path",
    "Protocol",
    "webmethod",
]
