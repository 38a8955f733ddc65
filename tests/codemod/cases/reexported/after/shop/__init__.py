"""The shop's APIs."""

from legacy_decorator import webmethod

from .carts import Carts, FillCartRequest  # for providers
from .items import (
    AddItemRequest,
    Item,  # what is sold
    Items,
    ListItemsRequest,
)
from .lists import Lists as Wishes
from .orders import Order

__all__ = [
    # What is sold
    "Item",
    "Items",
    "AddItemRequest",
    "ListItemsRequest",
    "webmethod",
    "Carts",
    "FillCartRequest",
    "Order",
    "Wishes",
]
