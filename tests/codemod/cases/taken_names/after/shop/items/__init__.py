"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from pathlib import Path
from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddItemRequest, Field, ItemsAddItemRequest

__all__ = [
    "AddItemRequest",
    "Field",
    "Items",
    "ItemsAddItemRequest",
]
