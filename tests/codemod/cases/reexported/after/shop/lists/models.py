"""Models of the Lists API."""

from pydantic import BaseModel


class AddListRequest(BaseModel):
    name: str
