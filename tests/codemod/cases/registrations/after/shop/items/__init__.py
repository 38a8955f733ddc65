"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import KINDS, Items
from .models import REGISTRY, AddItemRequest, Either, Item, register

__all__ = [
    "KINDS",
    "REGISTRY",
    "AddItemRequest",
    "BaseModel",
    "Either",
    "Item",
    "Items",
    "Protocol",
    "register",
    "webmethod",
]
