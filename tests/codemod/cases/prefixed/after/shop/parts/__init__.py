"""The Parts API."""

from .api import Parts
from .models import AddPartRequest

__all__ = ["AddPartRequest", "Parts"]
