from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    name: str


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str) -> Item: ...

    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, name: str, count: int = 1) -> Item: ...

    @webmethod(route="/items/{item_id}/parts", method="GET", level="v1")
    async def list_parts(self, item_id: str, limit: int = 3) -> Item: ...

    @webmethod(route="/items/{item_id}/bare", method="POST", level="v1")
    async def bare(self, item_id: str, item: Annotated[Item, Body(...)]) -> Item: ...
