"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

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
    "BaseModel",
    "IndentedRequest",
    "Item",
    "Items",
    "OneLineRequest",
    "OnlyFieldsRequest",
    "Protocol",
    "SecondLineRequest",
    "UndocumentedRequest",
    "webmethod",
]
