"""Models of the Items API."""

import functools

from pydantic import BaseModel

from ..http import LEVEL, endpoint

BASE = "/items"
posting = functools.partial(endpoint, method="POST", level=LEVEL)


class Item(BaseModel):
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str


# The request of Items.add_items.
class AddItemsRequest(BaseModel):
    names: list[str]
