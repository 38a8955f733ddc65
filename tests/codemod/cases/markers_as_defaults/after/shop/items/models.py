"""Models of the Items API."""

from pydantic import BaseModel, Field


class Item(BaseModel):
    name: str


def caller() -> str:
    return "me"


# The request of Items.get_item.
class GetItemRequest(BaseModel):
    limit: int = Field(default=20, ge=1)
    after: str | None = None


# The request of Items.draw_item.
class DrawItemRequest(BaseModel):
    title: str = "none"
