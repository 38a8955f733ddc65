"""Models of the Sorted API."""

from pydantic import BaseModel


# The request of Sorted.sort_list.
class SortListRequest(BaseModel):
    name: str
