from enum import Enum
from typing import Literal, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Kind(Enum):
    big = "big"
    small = "small"


class Item(BaseModel):
    name: str
    kind: Kind = Kind.big


# What shops have.
class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str, kind: Kind = Kind.big) -> Item: ...

    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str, mode: Literal["a", "b"] = "a") -> Item: ...
