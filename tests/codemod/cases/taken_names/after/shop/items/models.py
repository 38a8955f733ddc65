"""Models of the Items API."""

from pathlib import Path

from pydantic import BaseModel
from pydantic import Field as PydanticField


class Field(BaseModel):
    path: Path


class AddItemRequest(BaseModel):
    name: str


# The request of Items.add_item.
class ItemsAddItemRequest(BaseModel):
    field: Field = PydanticField(description="The field.")
    request_body: AddItemRequest
