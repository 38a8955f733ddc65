"""Models of the Items and OldItems APIs."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class AddItemRequest(BaseModel):
    name: str


class AddOldItemRequest(BaseModel):
    name: str
