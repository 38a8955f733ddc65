"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class AddItemRequest(BaseModel):
    name: str | None = None
    count: int = 1


class ChangeItemRequest(BaseModel):
    name: str | None = None
