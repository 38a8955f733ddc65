"""The Parts API."""

from .api import Parts
from .models import AddPartRequest, Part

__all__ = ["AddPartRequest", "Part", "Parts"]
