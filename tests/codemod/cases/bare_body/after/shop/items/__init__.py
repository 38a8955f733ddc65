"""The Items API."""

from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Items
from .models import Item

__all__ = ["Annotated", "BaseModel", "Body", "Item", "Items", "Protocol", "webmethod"]
