from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/items/{item_id:path}", method="GET", level="v1")
    async def get_item(self, item_id: str, /) -> Item: ...

    @webmethod(route="/items/{item_id}/parts", method="POST", level="v1")
    async def add_part(self, item_id: str, /, *, name: str) -> Item: ...
