"""Models of the Orders API."""

from pydantic import BaseModel


class Order(BaseModel):
    name: str


class PlaceOrderRequest(BaseModel):
    name: str
