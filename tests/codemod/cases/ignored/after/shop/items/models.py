"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class AddItemRequest(BaseModel):
    name: str


class OddItemRequest(BaseModel):
    name: str
