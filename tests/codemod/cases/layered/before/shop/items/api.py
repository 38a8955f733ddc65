from typing import Protocol

from legacy_decorator import webmethod

from ..kinds import *
from .models import Item


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str) -> Item: ...
