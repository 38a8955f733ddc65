"""Models of the Lists API."""

from pydantic import BaseModel


# The request of Lists.add_list.
class AddListRequest(BaseModel):
    name: str
