"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    item: Item


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    limit: int = 10
