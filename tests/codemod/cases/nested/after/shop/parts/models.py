"""Models of the Parts API."""

from pydantic import BaseModel


class Part(BaseModel):
    part_id: str


class AddPartRequest(BaseModel):
    part_id: str
