"""Models of the Parts API."""

from pydantic import BaseModel


# The request of Parts.add_part.
class AddPartRequest(BaseModel):
    name: str
