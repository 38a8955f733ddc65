"""The Lists API."""

from legacy_decorator import webmethod

from .api import Lists
from .models import AddListRequest

__all__ = ["AddListRequest", "Lists", "webmethod"]
