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


class GetItemRequest(BaseModel):
    limit: int = 20


class ListItemsRequest(BaseModel):
    ids: SkipJsonSchema[list[int]]
    tags: SkipJsonSchema[set[str] | None] = None


class FindItemsRequest(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    filter: dict[str, Any]
    schema_: SkipJsonSchema[list[Part] | None] = Field(default=None, alias="schema")


class SizedItemsRequest(BaseModel):
    size: Size
    ids: SkipJsonSchema[list[int] | None] = None


class AnyItemsRequest(BaseModel):
    ids: SkipJsonSchema[list[int] | None] = None
    tags: SkipJsonSchema[list[str] | None] = None


class RemoveMappedRequest(BaseModel):
    loud: bool = False


class NewestRequest(BaseModel):
    include: list[Part] | None = None
    since: int = 0
