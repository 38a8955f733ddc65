"""Models of the Items API."""

from typing import Any

from pydantic import BaseModel


class Item(BaseModel):
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    item: Item


# The request of Items.name_item.
class NameItemRequest(BaseModel):
    name: str


# The request of Items.tag_item.
class TagItemRequest(BaseModel):
    tags: dict[str, Any]
    names: list[str]


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    item: Item
