"""The Items API, without HTTP."""

from typing import Protocol

from legacy_decorator import webmethod

from .models import AddItemRequest, Item, OddItemRequest


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...

    # Its clients still count on the old server.
    async def odd_item(self, request: OddItemRequest) -> Item: ...

    # routeshift: ignore
    @webmethod(route="/items/all", method="POST", level="v1")
    async def all_items(self, names: list[str]) -> Item: ...
