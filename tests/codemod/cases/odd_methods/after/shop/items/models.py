"""Models of the Items and Carts APIs."""

from typing import TypeVar

from pydantic import BaseModel

T = TypeVar("T")


def traced(kind):
    return kind


class AddItemRequest(BaseModel):
    name: str
    count: int = 1


class ChangeItemRequest(BaseModel):
    name: str


class GetItemRequest(BaseModel):
    limit: int = 1


class AddCartRequest(BaseModel):
    name: str
