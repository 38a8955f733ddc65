"""Models of the Items API."""

from typing import Literal

from pydantic import BaseModel


class Item(BaseModel):
    name: str


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    item: "Item | None" = None
    more: list["Item"] = []


# The request of Items.kinds.
class KindsRequest(BaseModel):
    kind: Literal["Item"] = "Item"
