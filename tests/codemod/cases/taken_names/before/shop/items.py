from pathlib import Path
from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Field(BaseModel):
    path: Path


class AddItemRequest(BaseModel):
    name: str


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, field: Field, request_body: AddItemRequest) -> Field:
        """Add an item.

        :param field: The field.
        """
        ...

    @webmethod(route="/items/{name}", method="GET", level="v1")
    async def get_item(self, name: str) -> Field:
        """Get an item.

        :param name: The name.
        """
        ...
