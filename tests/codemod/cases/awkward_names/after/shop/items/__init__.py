"""The Items API."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import AddRequest, CallRequest, Extra, Item

__all__ = [
    "AddRequest",
    "Annotated",
    "Any",
    "BaseModel",
    "CallRequest",
    "Extra",
    "Item",
    "Items",
    "Path",
    "Protocol",
    "date",
    "webmethod",
]
