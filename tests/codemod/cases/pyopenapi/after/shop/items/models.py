"""Models of the Items API."""

from dataclasses import dataclass

from pydantic import BaseModel, Field


@dataclass
class Item:
    name: str


class AddItemRequest(BaseModel):
    item: Item = Field(description="The item.")
