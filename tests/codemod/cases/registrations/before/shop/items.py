from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

REGISTRY = []


def register(thing):
    REGISTRY.append(thing)
    return thing


@register
class Item(BaseModel):
    name: str


Either = Item | None
register(Either)


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, either: Either) -> Item: ...


register(list[Item])
KINDS = {"items": Items}
