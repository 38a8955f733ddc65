"""What the order book promises."""

import asyncio

import pytest

from shop.checkout import Checkout
from shop.errors import NotFoundError
from shop.orders import OrdersService
from shop_api.orders import OrderLine


def test_an_order_is_found_by_its_id() -> None:
    async def story() -> None:
        orders = OrdersService()
        order = await orders.create_order(customer="ada", lines=[OrderLine(sku="tea-1")])
        assert await orders.get_order(order.order_id) == order

    asyncio.run(story())


def test_the_checkout_orders_the_basket() -> None:
    order = asyncio.run(Checkout(OrdersService()).buy("ada", {"tea-1": 2}))
    assert order.lines == [OrderLine(sku="tea-1", quantity=2)]


def test_an_unknown_order_cannot_be_cancelled() -> None:
    with pytest.raises(NotFoundError):
        asyncio.run(OrdersService().cancel_order("2026/11/9999"))
