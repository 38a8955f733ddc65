"""The shop's APIs."""

from legacy_decorator import webmethod

from .carts import Carts  # for providers
from .items import (
    Item,  # what is sold
    Items,
)
from .lists import Lists as Wishes
from .orders import Order

__all__ = [
    # What is sold
    "Item",
    "Items",
    "webmethod",
    "Carts",
    "Order",
    "Wishes",
]
