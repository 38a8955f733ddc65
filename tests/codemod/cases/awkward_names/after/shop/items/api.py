"""The Items API, without HTTP."""

from typing import Protocol

from .models import AddRequest, AskRequest, CallRequest, Item


class Items(Protocol):
    async def call(self, request: CallRequest) -> Item:
        """Call an item."""
        ...

    async def list(self, name: str) -> Item:
        """List.

        :param name: The name.
        """
        ...

    async def ask(self, request: AskRequest) -> Item:
        """Ask for an item."""
        ...

    async def asked(self, request: str) -> Item: ...

    async def add(self, request: AddRequest) -> "Item": ...
