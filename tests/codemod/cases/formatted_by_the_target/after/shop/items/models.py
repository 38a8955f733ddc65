"""Models of the Items API."""

from pydantic import BaseModel, Field


class Item(BaseModel):
    item_id: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    a_rather_long_name: str = Field(
        description=(
            "A description that does not fit on one line of "
            "sixty."
        )
    )
    another_long_name: int = 1
