from enum import Enum
from typing import Annotated, Literal, Protocol

from fastapi import Query
from legacy_decorator import webmethod
from pydantic import BaseModel

PAGE = 20


class Order(Enum):
    up = "up"
    down = "down"


class Page(BaseModel):
    data: list[str]


class Items(Protocol):
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(
        self,
        after: str | None = None,
        limit: int = PAGE,
        order: Order | None = Order.down,
        kind: Literal["new", "used"] = "new",
        size: Annotated[int, Query(ge=1, le=9)] = 3,
    ) -> Page:
        """List items.

        :param after: The last item of the page before.
        :param limit: How many, at the
            most.
        :param size: From 1 to 9.
        :returns: A page.
        """
        ...

    @webmethod(route="/items/{item_id}/parts", method="GET", level="v1")
    async def list_parts(self, item_id: str, limit: int | None = None) -> Page: ...
