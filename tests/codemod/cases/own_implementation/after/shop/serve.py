"""What calls it by the class alone, and imports no API."""

from shop.items.api import AddItemRequest

from .stores import store


async def fill() -> str:
    return await store.add_item(AddItemRequest(name="pot", size=None))
