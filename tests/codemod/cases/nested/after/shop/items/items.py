"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddItemRequest, Item

__all__ = ["Item", "Items", "AddItemRequest"]
