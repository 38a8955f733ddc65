from typing import Protocol

from legacy_decorator import webmethod


class Items(Protocol):
    """No route has a level: the server puts what is configured before each."""

    @webmethod(route="/items", method="GET")
    async def list_items(self, limit: int = 10) -> list[str]: ...

    @webmethod(route="items/{item_id}", method="DELETE")
    async def delete_item(self, item_id: str) -> None: ...
