from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar, runtime_checkable

from legacy_decorator import webmethod

T = TypeVar("T")


def traced(kind):
    return kind


@runtime_checkable
@traced
class Items(Protocol[T]):
    @staticmethod
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(name: str, *, count: int = 1) -> str: ...

    @traced  # for the record
    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    @abstractmethod
    async def change_item(self, item_id: str, *, name: str) -> str: ...

    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, *, limit: int = 1, item_id: str) -> str: ...


class Base(Generic[T]):
    @webmethod(route="/carts", method="POST", level="v1")
    async def add_cart(self, name: str) -> str: ...


class Carts(Base[int], ABC):
    @abstractmethod
    @webmethod(route="/carts/{name}", method="DELETE", level="v1")
    async def remove_cart(self, name: str) -> None: ...
