"""The Orders API."""

from .api import Orders
from .models import Order, PlaceOrderRequest

__all__ = ["Order", "Orders", "PlaceOrderRequest"]
