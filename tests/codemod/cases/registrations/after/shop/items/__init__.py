"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import KINDS, Items
from .models import REGISTRY, AddItemRequest, Either, Item, register

__all__ = [
    "KINDS",
    "REGISTRY",
    "AddItemRequest",
    "Either",
    "Item",
    "Items",
    "register",
]
