from datetime import date
from pathlib import Path
from typing import Annotated, Any, Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Extra:
    def __init__(self, text: str) -> None:
        self.text = text


class Item(BaseModel):
    name: str
    path: Path | None = None


class Items(Protocol):
    @webmethod(route="/items/call", method="POST", level="v1")
    async def call(
        self,
        input: str,
        kwargs: dict[str, Any],
        model_id: str,
        filter: str | None = None,
        schema: dict[str, Any] | None = None,
        json: bool = False,
        date: date | None = None,
        list: list[str] | None = None,
        extra: Annotated[str | None, Extra("by extra_body")] = None,
    ) -> Item:
        """Call an item.

        :param schema: The schema of the answer.
        """
        ...

    @webmethod(route="/items/{name}", method="GET", level="v1")
    async def list(self, name: str) -> Item:
        """List.

        :param name: The name.
        """
        ...

    @webmethod(route="/items/requests", method="POST", level="v1")
    async def ask(self, request: Item, urgent: bool = False) -> Item:
        """Ask for an item.

        :param request: What is asked for.
        """
        ...

    @webmethod(route="/items/requests/{request}", method="GET", level="v1")
    async def asked(self, request: str) -> Item: ...

    @webmethod(route="/items", method="POST", level="v1")
    async def add(self, names: "list[str]") -> "Item": ...
