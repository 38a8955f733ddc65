"""The Items API."""

from enum import Enum
from typing import Any, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import (
    AnyItemsRequest,
    FindItemsRequest,
    GetItemRequest,
    ListItemsRequest,
    NewestRequest,
    Part,
    RemoveMappedRequest,
    Size,
    SizedItemsRequest,
)

__all__ = [
    "Any",
    "AnyItemsRequest",
    "BaseModel",
    "Enum",
    "FindItemsRequest",
    "GetItemRequest",
    "Items",
    "ListItemsRequest",
    "NewestRequest",
    "Part",
    "Protocol",
    "RemoveMappedRequest",
    "Size",
    "SizedItemsRequest",
    "webmethod",
]
