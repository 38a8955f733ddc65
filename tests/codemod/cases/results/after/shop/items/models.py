"""Models of the Items API."""

from pydantic import BaseModel


class Page(BaseModel):
    data: list[str]
    has_more: bool = False
    url: str | None = None


class AddItemRequest(BaseModel):
    name: str


class RemoveOldRequest(BaseModel):
    before: int = 0
