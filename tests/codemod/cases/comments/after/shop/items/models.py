# Copyright the shop.
# SPDX-License-Identifier: MIT

"""Models of the Items API."""

from pydantic import BaseModel, Field


# About Item,
# in two lines.
class Item(BaseModel):
    name: str  # its name
    # the last line of Item


# Between the classes.

LIMIT = 3  # of items


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    # above name
    name: str  # behind name
    # above count, one
    # above count, two
    count: int = LIMIT  # behind count


# The request of Items.count_items.
class CountItemsRequest(BaseModel):
    # above start
    # and a line of its own
    # sum
    # behind start
    start: int = 3 + 4  # inside
    # behind names
    names: (
        dict[  # of names
            str, int  # to numbers
        ]
        | None
    ) = None


# The request of Items.find_items.
class FindItemsRequest(BaseModel):
    # above word
    # behind word
    word: str = Field(
        description="What their names begin with, or one of the words in them."
    )
    limit: int = Field(default=60 * 60, description="How many at the most.")  # noqa: ERA001
