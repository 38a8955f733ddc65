"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


class RankRequest(BaseModel):
    names: list[str]


class AddItemRequest(BaseModel):
    name: str
