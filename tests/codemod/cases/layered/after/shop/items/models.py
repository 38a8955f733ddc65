"""Models."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
