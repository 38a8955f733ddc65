from abc import ABC, abstractmethod

from legacy_decorator import webmethod


class Items(ABC):
    @webmethod(route="/items/{name}", method="POST", level="v1")
    @abstractmethod
    def add_item(self, name, tags=None, note=""):
        """Add an item.

        :param note: What to know of it.
        """
