"""The Items and Carts APIs."""

from .api import Base, Carts, Items
from .models import (
    AddCartRequest,
    AddItemRequest,
    ChangeItemRequest,
    GetItemRequest,
    T,
    traced,
)

__all__ = [
    "AddCartRequest",
    "AddItemRequest",
    "Base",
    "Carts",
    "ChangeItemRequest",
    "GetItemRequest",
    "Items",
    "T",
    "traced",
]
