"""The Parts API, without HTTP."""

from typing import Protocol

from .models import AddPartRequest


class Parts(Protocol):
    """Some routes have a level of their own."""

    async def list_parts(self) -> list[str]: ...

    async def add_part(self, request: AddPartRequest) -> str: ...
