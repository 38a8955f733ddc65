"""The Items API, without HTTP."""

from typing import Protocol, runtime_checkable

from .models import AddItemRequest, Item, RankRequest


class ItemStore(Protocol):
    def get(self, name: str) -> Item: ...


@runtime_checkable
class ItemProvider(Protocol):
    """What providers implement."""

    store: ItemStore | None = None

    async def rank(self, request: RankRequest) -> Item:
        """Rank items."""
        raise NotImplementedError("Ranking is not implemented")

    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def add_item_quietly(self, name: str) -> Item:
        """No operation."""
        ...


class Items(ItemProvider):
    """Items of the shop."""

    async def get_item(self, name: str) -> Item:
        raise NotImplementedError


def is_items(value: object) -> bool:
    return isinstance(value, ItemProvider)
