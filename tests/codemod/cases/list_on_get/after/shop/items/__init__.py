"""The Items API."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import GetItemRequest, Page

__all__ = ["BaseModel", "GetItemRequest", "Items", "Page", "Protocol", "webmethod"]
