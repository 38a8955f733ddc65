"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel):
    item_id: str
