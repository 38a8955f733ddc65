"""Models of the Items API."""

from pydantic import BaseModel


class Filter(BaseModel):
    color: str


class Page(BaseModel):
    data: list[str]


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    limit: int = 1
