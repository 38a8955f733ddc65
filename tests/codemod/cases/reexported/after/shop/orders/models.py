"""Models of the Orders API."""

from pydantic import BaseModel


class Order(BaseModel):
    name: str


# The request of Orders.place_order.
class PlaceOrderRequest(BaseModel):
    name: str
