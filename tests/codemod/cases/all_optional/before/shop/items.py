from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str | None = None, count: int = 1) -> Item: ...

    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, name: str | None = None) -> Item: ...
