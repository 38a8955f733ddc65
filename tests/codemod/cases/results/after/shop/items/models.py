"""Models of the Items API."""

from pydantic import BaseModel


class Page(BaseModel):
    data: list[str]
    has_more: bool = False
    url: str | None = None


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str


# The request of Items.remove_old.
class RemoveOldRequest(BaseModel):
    before: int = 0
