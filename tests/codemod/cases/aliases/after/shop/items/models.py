"""Models of the Items API."""

from pydantic import BaseModel, Field

AFTER = "after"


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    limit: int = 25
    cursor: str | None = Field(default=None, alias=AFTER)
    kind: str | None = Field(default=None, alias="filter[kind]")


# The request of Items.move_item.
class MoveItemRequest(BaseModel):
    name: str
    from_: str = Field(alias="from")
    to_shelf: str = Field(default="z", alias="toShelf")


# The request of Items.load_item.
class LoadItemRequest(BaseModel):
    name: str = Field(alias="itemName")
