"""The Lists API, without HTTP."""

from typing import Protocol

from .models import AddListRequest


class Lists(Protocol):
    async def add_list(self, request: AddListRequest) -> str: ...
