from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> Item: ...

    # Its clients still count on the old server.
    @webmethod(route="/items/odd", method="POST", level="v1")
    async def odd_item(self, name: str) -> Item: ...

    # routeshift: ignore
    @webmethod(route="/items/all", method="POST", level="v1")
    async def all_items(self, names: list[str]) -> Item: ...
