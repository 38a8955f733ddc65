"""The Models API."""

from .api import Models
from .schemas import AddModelRequest, Model

__all__ = ["AddModelRequest", "Model", "Models"]
