"""The Items API, without HTTP."""

from typing import Protocol

from ..kinds import *
from .models import AddItemRequest, Item


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> Item: ...
