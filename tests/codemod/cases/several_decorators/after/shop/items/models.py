"""Models of the Items API."""

from pydantic import BaseModel

V1 = "v1"
V1ALPHA = "v1alpha"


class Item(BaseModel):
    name: str


class AddItemRequest(BaseModel):
    name: str


class ChangeItemRequest(BaseModel):
    count: int
