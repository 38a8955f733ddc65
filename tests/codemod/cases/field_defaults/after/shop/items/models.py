"""Models of the Items API."""

from pydantic import BaseModel, Field

DAY = 24 * 60 * 60
NOT_GIVEN = "not given"


class Item(BaseModel):
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str = Field(description="Its name.", min_length=1)
    count: int = Field(default=1, ge=1, description="How many.")
    lifetime: int = Field(default=7 * DAY, description="In seconds.")
    note: str = NOT_GIVEN


# The request of Items.add_items.
class AddItemsRequest(BaseModel):
    names: list[str] = Field(default_factory=list)
    count: int = Field(default=1, ge=1)


# The request of Items.remove_item.
class RemoveItemRequest(BaseModel):
    item: Item
