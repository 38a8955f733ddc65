"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


class AddItemRequest(BaseModel):
    item: Item


class ListItemsRequest(BaseModel):
    limit: int = 10
