from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    name: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, item: Item) -> Item: ...

    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self, limit: int = 10) -> list[Item]: ...
