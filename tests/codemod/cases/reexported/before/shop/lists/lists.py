from typing import Protocol

from legacy_decorator import webmethod


class Lists(Protocol):
    @webmethod(route="/lists", method="POST", level="v1")
    async def add_list(self, name: str) -> str: ...
