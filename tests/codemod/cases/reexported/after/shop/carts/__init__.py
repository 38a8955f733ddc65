"""The Carts API."""

from typing import Protocol

from legacy_decorator import webmethod

from ..items import Item
from .api import Carts
from .models import FillCartRequest

__all__ = ["Carts", "FillCartRequest", "Item", "Protocol", "webmethod"]
