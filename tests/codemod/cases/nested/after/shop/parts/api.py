"""The Parts API, without HTTP."""

from typing import Protocol

from .models import AddPartRequest, Part


class Parts(Protocol):
    async def add_part(self, request: AddPartRequest) -> Part: ...
