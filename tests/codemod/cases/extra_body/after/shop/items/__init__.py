"""The Items API."""

from typing import Annotated, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from ..marks import ExtraBodyField
from ..marks import ExtraBodyField as Extra
from .api import Items
from .models import AddItemRequest, ChangeItemRequest, Guard, Hidden

__all__ = [
    "AddItemRequest",
    "Annotated",
    "BaseModel",
    "ChangeItemRequest",
    "Extra",
    "ExtraBodyField",
    "Guard",
    "Hidden",
    "Items",
    "Protocol",
    "webmethod",
]
