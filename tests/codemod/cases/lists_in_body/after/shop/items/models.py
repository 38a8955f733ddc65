"""Models of the Items API."""

from enum import Enum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema


class Part(Enum):
    price = "price"
    stock = "stock"


class Size(BaseModel):
    unit: str
    least: int = 0


# The request of Items.get_item.
class GetItemRequest(BaseModel):
    limit: int = 20


# The request of Items.list_items.
class ListItemsRequest(BaseModel):
    ids: SkipJsonSchema[list[int]]
    tags: SkipJsonSchema[set[str] | None] = None


# The request of Items.find_items.
class FindItemsRequest(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    filter: dict[str, Any]
    schema_: SkipJsonSchema[list[Part] | None] = Field(default=None, alias="schema")


# The request of Items.sized_items.
class SizedItemsRequest(BaseModel):
    size: Size
    ids: SkipJsonSchema[list[int] | None] = None


# The request of Items.any_items.
class AnyItemsRequest(BaseModel):
    ids: SkipJsonSchema[list[int] | None] = None
    tags: SkipJsonSchema[list[str] | None] = None


# The request of Items.remove_mapped.
class RemoveMappedRequest(BaseModel):
    loud: bool = False


# The request of Items.newest.
class NewestRequest(BaseModel):
    include: list[Part] | None = None
    since: int = 0
