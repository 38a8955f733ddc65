"""Orders, in memory."""

from shop.errors import NotFoundError
from shop_api.orders import DAY, ListOrdersResponse, Order, OrderLine, OrderStatus


class OrdersService:
    """Keeps orders."""

    def __init__(self) -> None:
        self._orders: dict[str, Order] = {}

    async def create_order(
        self,
        customer: str,
        lines: list[OrderLine],
        note: str | None = None,
        expires_after: int = 7 * DAY,
    ) -> Order:
        """Place an order."""
        if not lines:
            raise ValueError("an order needs at least one line")
        order = Order(
            order_id=f"2026/11/{len(self._orders) + 1:04}",
            customer=customer,
            lines=lines,
            note=note,
            expires_after=expires_after,
        )
        self._orders[order.order_id] = order
        return order

    async def list_orders(
        self,
        customer: str | None = None,
        status: OrderStatus | None = None,
        limit: int = 20,
    ) -> ListOrdersResponse:
        """List orders, the newest first."""
        found = [
            order
            for order in reversed(self._orders.values())
            if customer in (None, order.customer) and status in (None, order.status)
        ]
        return ListOrdersResponse(data=found[:limit], has_more=len(found) > limit)

    async def get_order(self, order_id: str) -> Order:
        """Look up an order."""
        if order_id not in self._orders:
            raise NotFoundError(f"there is no order {order_id}")
        return self._orders[order_id]

    async def cancel_order(self, order_id: str) -> None:
        """Cancel an order."""
        if self._orders.pop(order_id, None) is None:
            raise NotFoundError(f"there is no order {order_id}")
