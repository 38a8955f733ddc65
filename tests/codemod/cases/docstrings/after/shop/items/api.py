"""The Items API, without HTTP."""

from typing import Protocol

from .models import (
    IndentedRequest,
    Item,
    OneLineRequest,
    OnlyFieldsRequest,
    SecondLineRequest,
    UndocumentedRequest,
)


class Items(Protocol):
    async def second_line(self, request: SecondLineRequest) -> Item:
        """
        A docstring that starts on its second line.

        It has two paragraphs, and "quotes".
        :returns: The item.
            With a second line.
        """
        ...

    async def one_line(self, request: OneLineRequest) -> Item:
        """All in one line."""
        ...

    async def only_fields(self, request: OnlyFieldsRequest) -> Item:
        """:returns: The item."""
        ...

    async def indented(self, request: IndentedRequest) -> Item:
        r"""An example with a backslash: \n

            {"name": "a"}
        """
        ...

    async def undocumented(self, request: UndocumentedRequest) -> Item: ...

    async def deep(self) -> Item:
        """Only
            deeper lines.
        :returns: It."""
        ...
