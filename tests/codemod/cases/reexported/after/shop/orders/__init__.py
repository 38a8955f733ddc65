"""The Orders API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Orders
from .models import Order, PlaceOrderRequest

__all__ = ["BaseModel", "Order", "Orders", "PlaceOrderRequest", "Protocol", "webmethod"]
