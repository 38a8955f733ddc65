from enum import Enum
from typing import Any, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Part(Enum):
    price = "price"
    stock = "stock"


class Size(BaseModel):
    unit: str
    least: int = 0


class Items(Protocol):
    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str, include: list[Part] | None = None, limit: int = 20) -> list[Part]:
        """Get an item.

        :param include: What to include.
        """
        ...

    @webmethod(route="/old/items", method="GET", level="v1", deprecated=True)
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self, ids: list[int], tags: set[str] | None = None, json: bool = False) -> list[str]: ...

    @webmethod(route="/items", method="DELETE", level="v1")
    async def remove_items(self, ids: list[int]) -> None: ...

    @webmethod(route="/found", method="GET", level="v1")
    async def find_items(self, filter: dict[str, Any], schema: list[Part] | None = None) -> list[str]: ...

    @webmethod(route="/sized", method="GET", level="v1")
    async def sized_items(self, size: Size, ids: list[int] | None = None, limit: int = 20) -> list[str]: ...

    @webmethod(route="/any", method="GET", level="v1")
    async def any_items(self, ids: list[int] | None = None, tags: list[str] | None = None) -> list[str]: ...

    @webmethod(route="/mapped", method="DELETE", level="v1")
    async def remove_mapped(self, filter: dict[str, Any] | None = None, loud: bool = False) -> None: ...

    @webmethod(route="/newest", method="GET", level="v1")
    async def newest(self, include: list[Part] | None = None, since: int = 0) -> list[str]: ...
