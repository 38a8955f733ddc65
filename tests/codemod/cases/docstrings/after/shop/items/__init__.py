"""The Items API."""

from .api import Items
from .models import (
    IndentedRequest,
    Item,
    OneLineRequest,
    OnlyFieldsRequest,
    SecondLineRequest,
    UndocumentedRequest,
)

__all__ = [
    "IndentedRequest",
    "Item",
    "Items",
    "OneLineRequest",
    "OnlyFieldsRequest",
    "SecondLineRequest",
    "UndocumentedRequest",
]
