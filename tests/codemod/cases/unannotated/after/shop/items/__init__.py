"""The Items API."""

from abc import ABC, abstractmethod

from legacy_decorator import webmethod

from .api import Items
from .models import AddItemRequest

__all__ = ["ABC", "AddItemRequest", "Items", "abstractmethod", "webmethod"]
