# Copyright the shop.
# SPDX-License-Identifier: MIT

"""Items, and what is said of them."""

from .api import Items
from .models import LIMIT, AddItemRequest, CountItemsRequest, FindItemsRequest, Item

__all__ = [
    "LIMIT",
    "AddItemRequest",
    "CountItemsRequest",
    "FindItemsRequest",
    "Item",
    "Items",
]
