"""Models of the Items and Carts APIs."""

from typing import TypeVar

from pydantic import BaseModel

T = TypeVar("T")


def traced(kind):
    return kind


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
    count: int = 1


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    name: str


# The request of Items.get_item.
class GetItemRequest(BaseModel):
    limit: int = 1


# The request of Base.add_cart.
class AddCartRequest(BaseModel):
    name: str
