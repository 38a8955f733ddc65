"""Items, and what is made of them."""

from typing import TYPE_CHECKING, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

if TYPE_CHECKING:

    def is_checked(items: "Items") -> object:
        return items.add_item("cup")


class Item(BaseModel):
    name: str

    async def copied(self, items: "Items") -> "Item":
        """A copy; this stays with the models, and so does the request."""
        return await items.add_item(self.name)


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str, tags: list[str] | None = None) -> Item: ...

    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self, word: str, limit: int = 20) -> list[str]: ...

    @webmethod(route="/items/twice", method="POST", level="v1")
    async def add_twice(self, name: str, count: int = 2) -> list[Item]:
        """Add an item twice, or more often.

        :param name: Its name.
        """
        return [await self.add_item(name) for _ in range(count)]

    async def first(self) -> str:
        return (await self.list_items("a", limit=1))[0]


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def order(self, items: list[str]) -> str: ...


class MemoryItems(Items):
    """Items in memory."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.found: list[Item] = []

    async def add_item(self, name: str, tags: list[str] | None = None) -> Item:
        tags = tags or []
        await self.orders.order([name, *tags])
        return Item(name=name)

    async def list_items(self, word: str, limit: int = 20) -> list[str]:
        return [one.name for one in self.found if word in one.name][:limit]


def later(items: Items, orders: Orders) -> list[object]:
    """Calls in functions inside of it."""

    async def both(name: str) -> str:
        item = await items.add_item(name, tags=["new"])
        return await orders.order([item.name])

    return [both, lambda: items.list_items(word="b")]
