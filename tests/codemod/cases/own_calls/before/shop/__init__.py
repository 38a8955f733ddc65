"""The shop, whose own code calls what it declares."""

from .items import Items

__all__ = ["Items", "cheapest"]


async def cheapest(items: Items) -> str:
    return (await items.list_items("", limit=1))[0]
