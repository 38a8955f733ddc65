"""Models of the Items API."""

from typing import Annotated

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from ..marks import ExtraBodyField
from ..marks import ExtraBodyField as Extra


class Guard(BaseModel):
    name: str


Hidden = Annotated[int, ExtraBodyField("How loud it is.")]


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
    guards: Annotated[
        SkipJsonSchema[list[Guard | str] | None], ExtraBodyField("What guards it.")
    ] = None
    loudness: SkipJsonSchema[Hidden] = 3


# The request of Items.change_item.
class ChangeItemRequest(BaseModel):
    count: Annotated[SkipJsonSchema[int], Extra()] = Field(
        description="How many there are."
    )
