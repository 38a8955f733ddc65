"""The Items API."""

from typing import Annotated, Any, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import (
    AddItemRequest,
    ChangeItemRequest,
    Item,
    NameItemRequest,
    TagItemRequest,
)

__all__ = [
    "AddItemRequest",
    "Annotated",
    "Any",
    "BaseModel",
    "Body",
    "ChangeItemRequest",
    "Item",
    "Items",
    "NameItemRequest",
    "Protocol",
    "TagItemRequest",
    "webmethod",
]
