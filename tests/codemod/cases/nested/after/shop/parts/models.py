"""Models of the Parts API."""

from pydantic import BaseModel


class Part(BaseModel):
    part_id: str


# The request of Parts.add_part.
class AddPartRequest(BaseModel):
    part_id: str
