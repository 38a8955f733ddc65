"""Models of the Items API."""

from pydantic import BaseModel


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    limit: int = 10
