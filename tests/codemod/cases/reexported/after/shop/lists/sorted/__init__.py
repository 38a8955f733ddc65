"""The Sorted API."""

from .api import Sorted
from .models import SortListRequest

__all__ = ["SortListRequest", "Sorted"]
