# Copyright (c) The shop's authors.
# Licensed under the MIT License.

"""Orders: what customers buy."""

from enum import StrEnum
from typing import Protocol, runtime_checkable

from pydantic import BaseModel, Field

from shop_api.webmethod import V1, webmethod

DAY = 24 * 60 * 60


class OrderStatus(StrEnum):
    """How far an order is."""

    open = "open"
    paid = "paid"
    shipped = "shipped"


class OrderLine(BaseModel):
    """One line of an order."""

    sku: str
    quantity: int = Field(default=1, ge=1)


class Order(BaseModel):
    """An order.

    :param order_id: Its id, as `2026/11/0042`
    """

    order_id: str
    customer: str
    lines: list[OrderLine]
    status: OrderStatus = OrderStatus.open
    note: str | None = None
    expires_after: int


class ListOrdersResponse(BaseModel):
    """A page of orders."""

    data: list[Order]
    has_more: bool
    url: str | None = None


@runtime_checkable
class Orders(Protocol):
    """Orders are placed, looked up and cancelled here."""

    # The first release of the web shop still calls the old route.
    @webmethod(route="/checkout/orders", method="POST", level=V1, deprecated=True)
    @webmethod(route="/orders", method="POST", level=V1, required_scope="orders.write")
    async def create_order(
        self,
        customer: str,
        lines: list[OrderLine],
        note: str | None = None,
        expires_after: int = 7 * DAY,  # a week
    ) -> Order:
        """Place an order.

        :param customer: Who orders.
        :param lines: What is ordered,
            at least one line.
        :param note: A word to the packer.
        :param expires_after: Seconds until an unpaid order is dropped.
        :returns: The order, with its id.
        """
        ...

    @webmethod(route="/orders", method="GET", level=V1)
    async def list_orders(
        self,
        customer: str | None = None,
        status: OrderStatus | None = None,
        limit: int = 20,
    ) -> ListOrdersResponse:
        """List orders, the newest first.

        :param customer: Only orders of this customer.
        :param status: Only orders that are this far.
        :param limit: How many at the most.
        :returns: A page of orders.
        """
        ...

    @webmethod(route="/orders/{order_id:path}", method="GET", level=V1)
    async def get_order(self, order_id: str) -> Order:
        """Look up an order.

        :param order_id: The id of the order; it has slashes.
        :returns: The order.
        """
        ...

    @webmethod(
        route="/orders/{order_id:path}", method="DELETE", level=V1, required_scope="orders.write"
    )
    async def cancel_order(self, order_id: str) -> None:
        """Cancel an order.

        :param order_id: The id of the order.
        """
        ...
