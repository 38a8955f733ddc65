"""Models of the Items API."""

from dataclasses import dataclass

from pydantic import BaseModel, Field


@dataclass
class Item:
    name: str


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    item: Item = Field(description="The item.")
