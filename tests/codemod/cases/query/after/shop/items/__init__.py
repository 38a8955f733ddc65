"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from enum import Enum
from typing import Annotated, Literal, Protocol

from fastapi import Query
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import PAGE, ListItemsRequest, ListPartsRequest, Order, Page

__all__ = [
    "PAGE",
    "Items",
    "ListItemsRequest",
    "ListPartsRequest",
    "Order",
    "Page",
]
