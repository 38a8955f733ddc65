"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddItemRequest, Item

__all__ = ["AddItemRequest", "BaseModel", "Item", "Items", "Protocol", "webmethod"]
