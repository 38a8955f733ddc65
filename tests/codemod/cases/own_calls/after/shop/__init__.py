"""The shop, whose own code calls what it declares."""

from .items import AddItemRequest, AddTwiceRequest, Items, ListItemsRequest

__all__ = ["AddItemRequest", "AddTwiceRequest", "Items", "ListItemsRequest", "cheapest"]


async def cheapest(items: Items) -> str:
    return (await items.list_items(ListItemsRequest(word="", limit=1)))[0]
