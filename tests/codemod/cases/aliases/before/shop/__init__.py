"""The shop, whose own code calls what it declares."""

from .items import Items

__all__ = ["Items", "page"]


async def page(items: Items) -> list[str]:
    moved = await items.move_item("cup", from_="a", to_shelf="b")
    loaded = await items.load_item(name="cup", picture=b"")
    return [moved, loaded, *await items.list_items(2, cursor="c1", kind="mug")]
