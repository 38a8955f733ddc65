"""The Items API."""

from typing import Annotated, Literal, Optional, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import ChangeItemRequest, Item, KindsRequest

__all__ = [
    "Annotated",
    "BaseModel",
    "Body",
    "ChangeItemRequest",
    "Item",
    "Items",
    "KindsRequest",
    "Literal",
    "Optional",
    "Protocol",
    "webmethod",
]
