"""The Parts API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Parts
from .models import AddPartRequest, Part

__all__ = [
    "AddPartRequest",
    "Part",
    "Parts",
]
