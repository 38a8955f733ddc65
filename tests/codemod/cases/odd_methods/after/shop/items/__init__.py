"""The Items and Carts APIs."""

# ruff: noqa: F401 - what could be imported from here still can

from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar, runtime_checkable

from legacy_decorator import webmethod

from .api import Base, Carts, Items
from .models import AddCartRequest, AddItemRequest, ChangeItemRequest, GetItemRequest, T, traced

__all__ = [
    "AddCartRequest",
    "AddItemRequest",
    "Base",
    "Carts",
    "ChangeItemRequest",
    "GetItemRequest",
    "Items",
    "T",
    "traced",
]
