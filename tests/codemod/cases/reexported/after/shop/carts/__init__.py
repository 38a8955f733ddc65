"""The Carts API."""

from .api import Carts
from .models import FillCartRequest

__all__ = ["Carts", "FillCartRequest"]
