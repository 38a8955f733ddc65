from typing import Protocol

from legacy_decorator import webmethod


class Parts(Protocol):
    """Some routes have a level of their own."""

    @webmethod(route="/parts", method="GET")
    async def list_parts(self) -> list[str]: ...

    @webmethod(route="/parts", method="POST", level="v1alpha")
    async def add_part(self, name: str) -> str: ...
