"""What calls it by the class alone, and imports no API."""

from .stores import store


async def fill() -> str:
    return await store.add_item("pot", size=None)
