"""The Sorted API, without HTTP."""

from typing import Protocol

from .models import SortListRequest


class Sorted(Protocol):
    async def sort_list(self, request: SortListRequest) -> str: ...
