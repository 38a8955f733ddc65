from typing import Annotated, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel

from .marks import ExtraBodyField
from .marks import ExtraBodyField as Extra


class Guard(BaseModel):
    name: str


Hidden = Annotated[int, ExtraBodyField("How loud it is.")]


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1", required_scope="items.write")
    async def add_item(
        self,
        name: str,
        guards: Annotated[list[Guard | str] | None, ExtraBodyField("What guards it.")] = None,
        loudness: Hidden = 3,
    ) -> str: ...

    @webmethod(route="/items/{item_id}", method="POST", level="v1")
    async def change_item(self, item_id: str, count: Annotated[int, Extra()]) -> str:
        """Change an item.

        :param count: How many there are.
        """
        ...
