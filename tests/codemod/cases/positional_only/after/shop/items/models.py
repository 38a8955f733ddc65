"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class AddPartRequest(BaseModel):
    name: str


class ChangeItemRequest(BaseModel):
    name: str
    size: int = 1


class RemoveItemsRequest(BaseModel):
    names: list[str]
    before: int = 0
