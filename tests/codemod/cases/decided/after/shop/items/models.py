"""Models of the Items API."""

from pydantic import BaseModel


class Page(BaseModel):
    data: list[str]


class GetItemRequest(BaseModel):
    include: list[str] | None = None


class ChangeItemRequest(BaseModel):
    name: str
