from typing import Annotated, Any, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    name: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, item: Item) -> Item: ...

    @webmethod(route="/items/name", method="POST", level="v1")
    async def name_item(self, name: str) -> Item: ...

    @webmethod(route="/items/tags", method="POST", level="v1")
    async def tag_item(self, tags: dict[str, Any], names: list[str]) -> Item: ...

    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, item: Annotated[Item, Body(embed=True)]) -> Item: ...
