"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Annotated, Literal, Optional, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import ChangeItemRequest, Item, KindsRequest

__all__ = [
    "ChangeItemRequest",
    "Item",
    "Items",
    "KindsRequest",
]
