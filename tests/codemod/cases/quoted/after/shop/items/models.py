"""Models of the Items API."""

from typing import Literal

from pydantic import BaseModel


class Item(BaseModel):
    name: str


class ChangeItemRequest(BaseModel):
    item: "Item | None" = None
    more: list["Item"] = []


class KindsRequest(BaseModel):
    kind: Literal["Item"] = "Item"
