"""Models of the Items API."""

from typing import Literal

from pydantic import BaseModel, Field, InstanceOf
from sentinel_client import NotGiven, Order


class Absent:
    def __bool__(self) -> bool:
        return False


NOT_GIVEN = NotGiven()
ABSENT = Absent()


class Page(BaseModel):
    data: list[str]


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    after: str | InstanceOf[NotGiven] = Field(
        default=NOT_GIVEN, description="The last item of the page before."
    )
    include: list[Order] | InstanceOf[NotGiven] = NOT_GIVEN
    limit: int | None | InstanceOf[Absent] = Field(
        default=ABSENT, description="How many."
    )
    order: Literal["up", "down"] | InstanceOf[NotGiven] = NOT_GIVEN


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
    note: str | InstanceOf[Absent] = ABSENT
