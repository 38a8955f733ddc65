"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


def timed(function):
    return function


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
