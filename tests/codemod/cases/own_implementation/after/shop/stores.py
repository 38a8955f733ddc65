"""Where the items are."""

from .items.api import MemoryItems

store = MemoryItems()
