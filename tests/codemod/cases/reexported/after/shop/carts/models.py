"""Models of the Carts API."""

from pydantic import BaseModel

from ..items import Item


# The request of Carts.fill_cart.
class FillCartRequest(BaseModel):
    items: list[Item]
