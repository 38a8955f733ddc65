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

from .api import Items
from .models import LIMIT, AddItemRequest, CountItemsRequest, Item

__all__ = [
    "LIMIT",
    "AddItemRequest",
    "BaseModel",
    "CountItemsRequest",
    "Item",
    "Items",
    "Protocol",
    "runtime_checkable",
    "webmethod",
]
