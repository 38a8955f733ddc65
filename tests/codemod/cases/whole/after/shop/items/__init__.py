"""The Items API."""

from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

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
    "Annotated",
    "BareRequest",
    "BaseModel",
    "Body",
    "ChangeItemCall",
    "ChangeItemRequest",
    "GetItemRequest",
    "Item",
    "Items",
    "ListPartsCall",
    "ListPartsRequest",
    "Protocol",
    "webmethod",
]
