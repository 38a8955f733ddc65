"""The Items API."""

from dataclasses import dataclass
from typing import Protocol

from pyopenapi import webmethod

from .api import Items
from .models import AddItemRequest, Item

__all__ = ["AddItemRequest", "Item", "Items", "Protocol", "dataclass", "webmethod"]
