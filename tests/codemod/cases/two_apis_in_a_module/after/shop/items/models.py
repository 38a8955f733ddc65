"""Models of the Items and OldItems APIs."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str


# The request of OldItems.add_old_item.
class AddOldItemRequest(BaseModel):
    name: str
