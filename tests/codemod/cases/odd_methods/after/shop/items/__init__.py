"""The Items and Carts APIs."""

from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar, runtime_checkable

from legacy_decorator import webmethod

from .api import Base, Carts, Items
from .models import (
    AddCartRequest,
    AddItemRequest,
    ChangeItemRequest,
    GetItemRequest,
    T,
    traced,
)

__all__ = [
    "ABC",
    "AddCartRequest",
    "AddItemRequest",
    "Base",
    "Carts",
    "ChangeItemRequest",
    "Generic",
    "GetItemRequest",
    "Items",
    "Protocol",
    "T",
    "TypeVar",
    "abstractmethod",
    "runtime_checkable",
    "traced",
    "webmethod",
]
