from typing import Annotated, Literal, Optional, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(
        self, item_id: "str", item: "Item | None" = None, more: list["Item"] = []
    ) -> "Item": ...

    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, item: Annotated["Item", Body()]) -> list["Item"]: ...

    @webmethod(route="/kinds", method="GET", level="v1")
    async def kinds(self, kind: Literal["Item"] = "Item") -> Optional["dict[str, Item]"]: ...


class Item(BaseModel):
    name: str
