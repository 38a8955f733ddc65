from typing import Annotated, Literal, Protocol

from fastapi import Query
from legacy_decorator import webmethod
from pydantic import BaseModel
from sentinel_client import NotGiven, Order


class Absent:
    def __bool__(self) -> bool:
        return False


NOT_GIVEN = NotGiven()
ABSENT = Absent()


class Page(BaseModel):
    data: list[str]


class Items(Protocol):
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(
        self,
        after: str | NotGiven = NOT_GIVEN,
        include: list[Order] | NotGiven = NOT_GIVEN,
        limit: Annotated[int | None | Absent, Query(description="How many.")] = ABSENT,
        order: "Literal['up', 'down'] | NotGiven" = NOT_GIVEN,
    ) -> Page:
        """List items.

        :param after: The last item of the page before.
        """
        ...

    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str, note: str | Absent = ABSENT) -> Page: ...
