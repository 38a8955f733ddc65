"""The Items API."""

from .api import Items
from .models import (
    BareRequest,
    ChangeItemCall,
    ChangeItemRequest,
    GetItemRequest,
    Item,
    ListPartsCall,
    ListPartsRequest,
)

__all__ = [
    "BareRequest",
    "ChangeItemCall",
    "ChangeItemRequest",
    "GetItemRequest",
    "Item",
    "Items",
    "ListPartsCall",
    "ListPartsRequest",
]
