from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Filter(BaseModel):
    color: str


class Page(BaseModel):
    data: list[str]


class Items(Protocol):
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self, filter: Filter | None = None, limit: int = 1) -> Page:
        """List items.

        :param filter: Only such items.
        """
        ...
