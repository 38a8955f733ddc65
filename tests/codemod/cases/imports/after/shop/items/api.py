"""The Items API, without HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .. import kinds
from .models import AddItemRequest, Item

if TYPE_CHECKING:
    from ..helpers import Helper


class Items(Protocol):
    helper: Helper | None = None

    async def add_item(self, request: AddItemRequest) -> Item: ...

    async def get_kind(self, name: str) -> kinds.Kind: ...
