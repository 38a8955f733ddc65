from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel, Field

DAY = 24 * 60 * 60
NOT_GIVEN = "not given"


class Item(BaseModel):
    name: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(
        self,
        name: str = Field(description="Its name.", min_length=1),
        count: int = Field(default=1, ge=1),
        lifetime: int = 7 * DAY,
        note: str = NOT_GIVEN,
    ) -> Item:
        """Add an item.

        :param count: How many.
        :param lifetime: In seconds.
        """
        ...

    @webmethod(route="/items/all", method="POST", level="v1")
    async def add_items(
        self, names: list[str] = Field(default_factory=list), count: int = Field(1, ge=1)
    ) -> list[Item]: ...

    @webmethod(route="/items/{name}", method="DELETE", level="v1")
    async def remove_item(
        self, name: str, item: Item, names: list[str] | None = None, share: float = Field(default=0.5, gt=0)
    ) -> None: ...
