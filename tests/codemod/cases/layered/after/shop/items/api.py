"""The Items API, without HTTP."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Protocol

from legacy_decorator import webmethod

from ..kinds import *
from .models import AddItemRequest, Item


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...
