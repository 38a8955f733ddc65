"""Models."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


class AddItemRequest(BaseModel):
    name: str
