"""Models of the Items API."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class Extra:
    def __init__(self, text: str) -> None:
        self.text = text


class Item(BaseModel):
    name: str
    path: Path | None = None


# The request of Items.call.
class CallRequest(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    input: str
    kwargs: dict[str, Any]
    model_id: str
    filter: str | None = None
    schema_: dict[str, Any] | None = Field(
        default=None, alias="schema", description="The schema of the answer."
    )
    json_: bool = Field(default=False, alias="json")
    date_: date | None = Field(default=None, alias="date")
    list_: list[str] | None = Field(default=None, alias="list")
    extra: Annotated[str | None, Extra("by extra_body")] = None


# The request of Items.ask.
class AskRequest(BaseModel):
    request: Item = Field(description="What is asked for.")
    urgent: bool = False


# The request of Items.add.
class AddRequest(BaseModel):
    names: "list[str]"
