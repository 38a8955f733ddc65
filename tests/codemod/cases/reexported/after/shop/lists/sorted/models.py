"""Models of the Sorted API."""

from pydantic import BaseModel


class SortListRequest(BaseModel):
    name: str
