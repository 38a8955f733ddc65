from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Item(BaseModel):
    item_id: str


class Items(Protocol):
    @webmethod(route="/a", method="POST", level="v1")
    async def second_line(self, name: str) -> Item:
        """
        A docstring that starts on its second line.

        It has two paragraphs, and "quotes".
        :param name: The name: with a colon, `{"and": "braces"}`
            and a second line.
        :returns: The item.
            With a second line.
        """
        ...

    @webmethod(route="/b", method="POST", level="v1")
    async def one_line(self, name: str) -> Item:
        """All in one line."""
        ...

    @webmethod(route="/c", method="POST", level="v1")
    async def only_fields(self, name: str) -> Item:
        """:param name: The name.
        :returns: The item."""
        ...

    @webmethod(route="/d", method="POST", level="v1")
    async def indented(self, name: str) -> Item:
        r"""An example with a backslash: \n

            {"name": "a"}
        """
        ...

    @webmethod(route="/e", method="POST", level="v1")
    async def undocumented(self, name: str) -> Item: ...

    @webmethod(route="/f", method="GET", level="v1")
    async def deep(self) -> Item:
        """Only
            deeper lines.
        :returns: It."""
        ...
