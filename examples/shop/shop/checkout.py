"""The checkout: calls the Orders API in process."""

from shop_api.orders import Order, OrderLine, Orders


class Checkout:
    """Turns a basket into an order."""

    def __init__(self, orders_api: Orders) -> None:
        self.orders_api = orders_api

    async def buy(self, customer: str, basket: dict[str, int]) -> Order:
        """Order everything in the basket."""
        lines = [OrderLine(sku=sku, quantity=quantity) for sku, quantity in basket.items()]
        return await self.orders_api.create_order(customer, lines, note="from the web shop")
