"""The Orders API, without HTTP."""

from typing import Protocol

from .models import Order, PlaceOrderRequest


class Orders(Protocol):
    async def place_order(self, request: PlaceOrderRequest) -> Order: ...
