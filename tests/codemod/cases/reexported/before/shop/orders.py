from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Order(BaseModel):
    name: str


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def place_order(self, name: str) -> Order: ...
