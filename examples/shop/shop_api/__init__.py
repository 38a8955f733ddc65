"""The HTTP API of a shop: Protocols, models and routers, without any implementation."""

from .assistant import Answer, AnswerChunk, Assistant
from .catalog import Catalog, Product
from .orders import Order, OrderLine, Orders, OrderStatus

__all__ = [
    "Answer",
    "AnswerChunk",
    "Assistant",
    "Catalog",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Orders",
    "Product",
]
