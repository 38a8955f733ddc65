from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

__all__ = ["Item", "Items"]


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> Item: ...
