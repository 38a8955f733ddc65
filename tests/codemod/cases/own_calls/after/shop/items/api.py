"""The Items and Orders APIs, without HTTP."""

from typing import Protocol

from .models import (
    AddItemRequest,
    AddTwiceRequest,
    Item,
    ListItemsRequest,
    OrderRequest,
)


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def list_items(self, request: ListItemsRequest) -> list[str]: ...

    async def add_twice(self, request: AddTwiceRequest) -> list[Item]:
        """Add an item twice, or more often."""
        return [
            await self.add_item(AddItemRequest(name=request.name))
            for _ in range(request.count)
        ]

    async def first(self) -> str:
        return (await self.list_items(ListItemsRequest(word="a", limit=1)))[0]


class Orders(Protocol):
    async def order(self, request: OrderRequest) -> str: ...


class MemoryItems(Items):
    """Items in memory."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.found: list[Item] = []

    async def add_item(self, request: AddItemRequest) -> Item:
        tags = request.tags
        tags = tags or []
        await self.orders.order(OrderRequest(items=[request.name, *tags]))
        return Item(name=request.name)

    async def list_items(self, request: ListItemsRequest) -> list[str]:
        return [one.name for one in self.found if request.word in one.name][
            : request.limit
        ]


def later(items: Items, orders: Orders) -> list[object]:
    """Calls in functions inside of it."""

    async def both(name: str) -> str:
        item = await items.add_item(AddItemRequest(name=name, tags=["new"]))
        return await orders.order(OrderRequest(items=[item.name]))

    return [both, lambda: items.list_items(ListItemsRequest(word="b"))]
