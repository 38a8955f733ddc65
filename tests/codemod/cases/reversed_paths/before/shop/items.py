from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/stores/{store_id}/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str, store_id: int) -> Item:
        """Look up an item of a store."""
        ...

    @webmethod(route="/a/{one:path}/b/{two:path}", method="GET", level="v1")
    async def get_between(self, two: str, one: str) -> Item: ...
