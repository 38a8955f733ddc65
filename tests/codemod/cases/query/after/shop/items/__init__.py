"""The Items API."""

from enum import Enum
from typing import Annotated, Literal, Protocol

from fastapi import Query
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import PAGE, ListItemsRequest, ListPartsRequest, Order, Page

__all__ = [
    "PAGE",
    "Annotated",
    "BaseModel",
    "Enum",
    "Items",
    "ListItemsRequest",
    "ListPartsRequest",
    "Literal",
    "Order",
    "Page",
    "Protocol",
    "Query",
    "webmethod",
]
