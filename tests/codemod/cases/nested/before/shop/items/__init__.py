"""Items of the shop."""

from .items import Item, Items

__all__ = ["Item", "Items"]
