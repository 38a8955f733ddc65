from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, a_rather_long_name: str, another_long_name: int = 1) -> Item:
        """Add an item.

        :param a_rather_long_name: A description that does not fit on one line of sixty.
        """
        ...

    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str) -> Item:
        """Get an item.

        :param item_id: Its number, which does not fit on one line of sixty, either.
        """
        ...
