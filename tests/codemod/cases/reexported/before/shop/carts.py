from typing import Protocol

from legacy_decorator import webmethod

from .items import Item


class Carts(Protocol):
    @webmethod(route="/carts", method="POST", level="v1")
    async def fill_cart(self, items: list[Item]) -> None: ...
