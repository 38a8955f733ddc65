"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


# The request of Items.add_part.
class AddPartRequest(BaseModel):
    name: str


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    name: str
    size: int = 1


# The request of Items.remove_items.
class RemoveItemsRequest(BaseModel):
    names: list[str]
    before: int = 0
