"""Models of the Items API."""

from typing import Any

from pydantic import BaseModel, Field


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    tags: Any = None
    note: Any = Field(default="", description="What to know of it.")
