"""The Items and Carts APIs, without HTTP."""

from abc import ABC, abstractmethod
from typing import Generic, Protocol, runtime_checkable

from .models import (
    AddCartRequest,
    AddItemRequest,
    ChangeItemRequest,
    GetItemRequest,
    T,
    traced,
)


@runtime_checkable
@traced
class Items(Protocol[T]):
    @staticmethod
    async def add_item(request: AddItemRequest) -> str: ...

    @traced  # for the record
    @abstractmethod
    async def change_item(self, item_id: str, request: ChangeItemRequest) -> str: ...

    async def get_item(self, *, item_id: str, request: GetItemRequest) -> str: ...


class Base(Generic[T]):
    async def add_cart(self, request: AddCartRequest) -> str: ...


class Carts(Base[int], ABC):
    @abstractmethod
    async def remove_cart(self, name: str) -> None: ...
