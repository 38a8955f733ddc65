"""The Sorted API."""

from typing import Protocol

from legacy_decorator import webmethod

from .api import Sorted
from .models import SortListRequest

__all__ = ["Protocol", "SortListRequest", "Sorted", "webmethod"]
