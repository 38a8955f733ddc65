"""The Items API."""

from typing import Annotated, Literal, Protocol

from fastapi import Query
from legacy_decorator import webmethod
from pydantic import BaseModel
from sentinel_client import NotGiven, Order

from .api import Items
from .models import ABSENT, NOT_GIVEN, Absent, AddItemRequest, ListItemsRequest, Page

__all__ = [
    "ABSENT",
    "NOT_GIVEN",
    "Absent",
    "AddItemRequest",
    "Annotated",
    "BaseModel",
    "Items",
    "ListItemsRequest",
    "Literal",
    "NotGiven",
    "Order",
    "Page",
    "Protocol",
    "Query",
    "webmethod",
]
