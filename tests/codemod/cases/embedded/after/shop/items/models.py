"""Models of the Items API."""

from typing import Any

from pydantic import BaseModel


class Item(BaseModel):
    name: str


class AddItemRequest(BaseModel):
    item: Item


class NameItemRequest(BaseModel):
    name: str


class TagItemRequest(BaseModel):
    tags: dict[str, Any]
    names: list[str]


class ChangeItemRequest(BaseModel):
    item: Item
