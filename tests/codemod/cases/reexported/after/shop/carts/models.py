"""Models of the Carts API."""

from pydantic import BaseModel

from ..items import Item


class FillCartRequest(BaseModel):
    items: list[Item]
