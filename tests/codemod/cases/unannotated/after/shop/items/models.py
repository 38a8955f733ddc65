"""Models of the Items API."""

from typing import Any

from pydantic import BaseModel, Field


class AddItemRequest(BaseModel):
    tags: Any = None
    note: Any = Field(default="", description="What to know of it.")
