from typing import Protocol, runtime_checkable

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    name: str


class ItemStore(Protocol):
    def get(self, name: str) -> Item: ...


@runtime_checkable
class ItemProvider(Protocol):
    """What providers implement."""

    store: ItemStore | None = None

    @webmethod(route="/items/rank", method="POST", level="v1alpha")
    async def rank(self, names: list[str]) -> Item:
        """Rank items."""
        raise NotImplementedError("Ranking is not implemented")

    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> Item: ...

    async def add_item_quietly(self, name: str) -> Item:
        """No operation."""
        ...


class Items(ItemProvider):
    """Items of the shop."""

    @webmethod(route="/items/{name}", method="GET", level="v1")
    async def get_item(self, name: str) -> Item:
        raise NotImplementedError


def is_items(value: object) -> bool:
    return isinstance(value, ItemProvider)
