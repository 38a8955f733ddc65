"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str


# The request of Items.odd_item.
class OddItemRequest(BaseModel):
    name: str
