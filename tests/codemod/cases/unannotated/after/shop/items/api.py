"""The Items API, without HTTP."""

from abc import ABC, abstractmethod

from .models import AddItemRequest


class Items(ABC):
    @abstractmethod
    def add_item(self, name, request: AddItemRequest):
        """Add an item."""
