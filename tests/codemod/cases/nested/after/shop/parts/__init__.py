"""The Parts API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Parts
from .models import AddPartRequest, Part

__all__ = ["AddPartRequest", "BaseModel", "Part", "Parts", "Protocol", "webmethod"]
