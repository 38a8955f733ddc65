"""Models of the Items API."""

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


register(list[Item])


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    either: Either
