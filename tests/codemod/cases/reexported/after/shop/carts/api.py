"""The Carts API, without HTTP."""

from typing import Protocol

from .models import FillCartRequest


class Carts(Protocol):
    async def fill_cart(self, request: FillCartRequest) -> None: ...
