from dataclasses import dataclass
from typing import Protocol

from pyopenapi import webmethod


@dataclass
class Item:
    name: str


class Items(Protocol):
    @webmethod(route="/items/{name}", public=True, deprecated=True, response_examples=[{"name": "a"}])
    async def get_item(self, name: str) -> Item:
        """Look up an item."""
        ...

    @webmethod(route="/items", request_examples=[{"name": "a"}])
    async def add_item(self, item: Item) -> Item:
        """Add an item.

        :param item: The item.
        """
        ...
