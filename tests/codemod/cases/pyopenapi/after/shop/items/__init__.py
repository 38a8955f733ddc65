"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from dataclasses import dataclass
from typing import Protocol

from pyopenapi_like import webmethod

from .api import Items
from .models import AddItemRequest, Item

__all__ = [
    "AddItemRequest",
    "Item",
    "Items",
]
