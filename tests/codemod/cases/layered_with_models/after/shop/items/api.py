"""The Items API, without HTTP."""

from enum import Enum
from typing import Literal, Protocol

from pydantic import BaseModel


class Kind(Enum):
    big = "big"
    small = "small"


class Item(BaseModel):
    name: str
    kind: Kind = Kind.big


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
    kind: Kind = Kind.big


# The request of Items.get_item.
class GetItemRequest(BaseModel):
    mode: Literal["a", "b"] = "a"


# What shops have.
class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def get_item(self, item_id: str, request: GetItemRequest) -> Item: ...
