from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

V1 = "v1"
V1ALPHA = "v1alpha"


class Item(BaseModel):
    name: str


class Items(Protocol):
    # Old clients still call the first.
    @webmethod(route="/openai/v1/items", method="POST", level=V1, deprecated=True)
    # Behind the first.
    @webmethod(  # the route of today
        route="/items",
        method="POST",
        level=V1,
        required_scope="items.write",
        descriptive_name="add an item",
    )
    async def add_item(self, name: str) -> Item: ...

    @webmethod("/items", "GET", V1ALPHA, public=True)
    async def get_item(self) -> Item: ...

    @webmethod(route="/health", method="GET", require_authentication=False)
    async def health(self) -> Item: ...

    @webmethod(route="items/{name}", method="PUT", level=V1)
    async def change_item(self, name: str, count: int) -> Item: ...
