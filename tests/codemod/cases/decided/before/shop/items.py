from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Page(BaseModel):
    data: list[str]


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str, include: list[str] | None = None) -> Page: ...

    @webmethod(route="/items/{item_id}", method="PUT", level="v1")
    async def change_item(self, item_id: str, name: str) -> Page: ...
