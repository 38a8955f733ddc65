"""Models of the Items API."""

from pydantic import BaseModel


class Item(BaseModel, extra="allow"):
    name: str
