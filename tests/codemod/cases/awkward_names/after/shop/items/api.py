"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddRequest, CallRequest, Item


class Items(Protocol):
    async def call(self, request: CallRequest) -> Item:
        """Call an item."""
        ...

    async def list(self, name: str) -> Item:
        """List.

        :param name: The name.
        """
        ...

    async def add(self, request: AddRequest) -> "Item": ...
