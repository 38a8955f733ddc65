"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import Item

__all__ = ["BaseModel", "Item", "Items", "Protocol", "webmethod"]
