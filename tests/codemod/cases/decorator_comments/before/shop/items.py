from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    name: str


def timed(function):
    return function


class Items(Protocol):
    # ---- reading ----

    # Above the method.
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self) -> list[Item]: ...

    @webmethod(route="/items/{name}", method="GET", level="v1")  # behind the decorator
    async def get_item(self, name: str) -> Item:
        """Get an item.
        # the end of a string"""

    # ---------
    # Writing
    # ---------
    @webmethod(  # behind the bracket
        # inside
        route="/items",  # behind an argument
        method="POST",  # noqa: E501
        level="v1",
        # below the last
    )  # behind all of it
    # Above the function.
    async def add_item(self, name: str) -> Item: ...

    # About what is timed.
    @timed
    # The route alone.
    @webmethod(route="/items/{name}/count", method="GET", level="v1")
    async def count_item(self, name: str) -> int: ...

    # A route that clients know: a POST would be better.
    @webmethod(route="/items/{name}/sold", method="GET", level="v1")
    # About what is timed, again.
    @timed
    async def sell_item(self, name: str) -> int: ...

    # Old clients call it.
    @webmethod(route="/stock", method="GET", level="v1", deprecated=True)
    # The one of today.
    @webmethod(route="/items/stock", method="GET", level="v1")
    async def stock(self) -> int: ...
