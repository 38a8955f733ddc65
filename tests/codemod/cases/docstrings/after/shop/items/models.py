"""Models of the Items API."""

from pydantic import BaseModel, Field


class Item(BaseModel):
    item_id: str


class SecondLineRequest(BaseModel):
    name: str = Field(
        description='The name: with a colon, `{"and": "braces"}` and a second line.'
    )


class OneLineRequest(BaseModel):
    name: str


class OnlyFieldsRequest(BaseModel):
    name: str = Field(description="The name.")


class IndentedRequest(BaseModel):
    name: str


class UndocumentedRequest(BaseModel):
    name: str
