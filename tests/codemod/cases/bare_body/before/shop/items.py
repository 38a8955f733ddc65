from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel, extra="allow"):
    name: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, params: Annotated[Item, Body(...)]) -> Item:
        """Add an item.

        :param params: The item.
        """
        ...

    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, params: Annotated[Item, Body(...)]) -> Item: ...
