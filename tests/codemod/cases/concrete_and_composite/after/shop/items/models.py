"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    name: str


# The request of ItemProvider.rank.
class RankRequest(BaseModel):
    names: list[str]


# The request of ItemProvider.add_item.
class AddItemRequest(BaseModel):
    name: str
