"""The Models API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Models
from .schemas import AddModelRequest, Model

__all__ = ["AddModelRequest", "BaseModel", "Model", "Models", "Protocol", "webmethod"]
