"""The shop, whose own code calls what it declares."""

from .items import Items, ListItemsRequest, LoadItemRequest, MoveItemRequest

__all__ = ["Items", "ListItemsRequest", "LoadItemRequest", "MoveItemRequest", "page"]


async def page(items: Items) -> list[str]:
    moved = await items.move_item(
        MoveItemRequest(name="cup", **{"from": "a"}, toShelf="b")
    )
    loaded = await items.load_item(LoadItemRequest(itemName="cup"), picture=b"")
    return [
        moved,
        loaded,
        *await items.list_items(
            ListItemsRequest(limit=2, after="c1", **{"filter[kind]": "mug"})
        ),
    ]
