"""Models of the Items API."""

from pydantic import BaseModel


class Page(BaseModel):
    data: list[str]


# The request of Items.get_item.
class GetItemRequest(BaseModel):
    include: list[str] | None = None


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    name: str
