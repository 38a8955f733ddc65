from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Page(BaseModel):
    data: list[str]
    has_more: bool = False
    url: str | None = None


class Items(Protocol):
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self) -> Page: ...

    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> None: ...

    @webmethod(route="/items/{item_id}", method="DELETE", level="v1")
    async def remove_item(self, item_id: str) -> None: ...

    @webmethod(route="/items/{item_id}/old", method="DELETE", level="v1")
    async def remove_old(self, item_id: str, before: int = 0) -> Page: ...
