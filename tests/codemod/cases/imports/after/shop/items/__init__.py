"""The Items API."""

# ruff: noqa: F401 - what could be imported from here still can

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .. import kinds
from ..helpers import shout as loud
from ..kinds import *
from .api import Items
from .models import DEFAULT, AddItemRequest, Item, _private

try:
    import orjson
except ImportError:
    orjson = None

if TYPE_CHECKING:
    from ..helpers import Helper

__all__ = [
    "DEFAULT",
    "TYPE_CHECKING",
    "AddItemRequest",
    "BaseModel",
    "Item",
    "Items",
    "Kind",
    "Protocol",
    "annotations",
    "json",
    "kinds",
    "loud",
    "orjson",
    "webmethod",
]
