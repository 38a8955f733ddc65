from typing import Protocol

from legacy_decorator import webmethod


class Sorted(Protocol):
    @webmethod(route="/sorted", method="POST", level="v1")
    async def sort_list(self, name: str) -> str: ...
