"""Models of the Items API."""

from pydantic import BaseModel

V1 = "v1"
V1ALPHA = "v1alpha"


class Item(BaseModel):
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    count: int
