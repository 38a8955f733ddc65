#!/usr/bin/env python
# Copyright the shop.
# SPDX-License-Identifier: MIT
# Copyright the shop.
# SPDX-License-Identifier: MIT

"""Items, and what is said of them."""

# Why typing is imported.
from typing import (
    # A protocol.
    Protocol,  # noqa: UP035
    runtime_checkable,
)

from legacy_decorator import webmethod  # the decorator
from pydantic import BaseModel


# About Item,
# in two lines.
class Item(BaseModel):
    name: str  # its name
    # the last line of Item


# Between the classes.

LIMIT = 3  # of items


@runtime_checkable
class Items(Protocol):
    # Above the first method.
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(  # behind the bracket
        self,
        # above name
        name: str,  # behind name
        # above count, one
        # above count, two
        count: int = LIMIT,  # behind count
        # below count
    ) -> Item:  # behind the signature
        """Add an item."""
        # in the body
        ...

    @webmethod(route="/items/counted", method="POST", level="v1")
    async def count_items(  # opening
        self,  # the service
        # above start
        start: int = (  # inside
            # and a line of its own
            3 + 4  # sum
        ),  # behind start
        names: dict[  # of names
            str, int  # to numbers
        ]
        | None = None,  # behind names
        # below all
    ) -> int:  # the number
        ...

    @webmethod(route="/items/found", method="POST", level="v1")
    async def find_items(
        self,
        # above word
        word: str,  # behind word
        limit: int = 60 * 60,  # noqa: ERA001
    ) -> int:
        """Find items.

        :param word: What their names begin with, or one of the words in them.
        :param limit: How many at the most.
        """
        ...

    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(
        self,
        item_id: str,  # behind item_id
    ) -> Item: ...

    # the last line of Items


# The last line of the file.
