"""Models of the Items API."""

from pydantic import BaseModel, Field


class Item(BaseModel):
    item_id: str


# The request of Items.second_line.
class SecondLineRequest(BaseModel):
    name: str = Field(
        description='The name: with a colon, `{"and": "braces"}` and a second line.'
    )


# The request of Items.one_line.
class OneLineRequest(BaseModel):
    name: str


# The request of Items.only_fields.
class OnlyFieldsRequest(BaseModel):
    name: str = Field(description="The name.")


# The request of Items.indented.
class IndentedRequest(BaseModel):
    name: str


# The request of Items.undocumented.
class UndocumentedRequest(BaseModel):
    name: str
