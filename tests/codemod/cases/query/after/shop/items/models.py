"""Models of the Items API."""

from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field

PAGE = 20


class Order(Enum):
    up = "up"
    down = "down"


class Page(BaseModel):
    data: list[str]


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    after: str | None = Field(
        default=None, description="The last item of the page before."
    )
    limit: int = Field(default=PAGE, description="How many, at the most.")
    order: Order | None = Order.down
    kind: Literal["new", "used"] = "new"
    size: int = Field(default=3, ge=1, le=9, description="From 1 to 9.")


# The request of Items.list_parts.
class ListPartsRequest(BaseModel):
    limit: int | None = None
