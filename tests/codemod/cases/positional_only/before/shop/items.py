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

    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, name: str, size: int = 1, /) -> Item: ...

    @webmethod(route="/items", method="DELETE", level="v1")
    async def remove_items(self, names: list[str], before: int = 0, /) -> Item: ...
