"""Items, whose clients call some parameters otherwise than code does."""

from typing import Annotated, Protocol

from fastapi import Body, File, Form, Query
from legacy_decorator import webmethod

AFTER = "after"


class Items(Protocol):
    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(
        self,
        limit: int = 25,
        cursor: Annotated[str | None, Query(alias=AFTER)] = None,
        kind: Annotated[str | None, Query(alias="filter[kind]")] = None,
    ) -> list[str]: ...

    @webmethod(route="/items/move", method="POST", level="v1")
    async def move_item(
        self,
        name: str,
        from_: Annotated[str, Body(alias="from")],
        to_shelf: Annotated[str, Body(alias="toShelf")] = "z",
    ) -> str: ...

    @webmethod(route="/items/load", method="POST", level="v1")
    async def load_item(
        self,
        name: Annotated[str, Form(alias="itemName")],
        picture: Annotated[bytes, File()],
    ) -> str: ...


class MemoryItems(Items):
    async def list_items(
        self,
        limit: int = 25,
        cursor: Annotated[str | None, Query(alias=AFTER)] = None,
        kind: Annotated[str | None, Query(alias="filter[kind]")] = None,
    ) -> list[str]:
        return [str(limit), str(cursor), str(kind)]

    async def move_item(
        self,
        name: str,
        from_: Annotated[str, Body(alias="from")],
        to_shelf: Annotated[str, Body(alias="toShelf")] = "z",
    ) -> str:
        return name + from_ + to_shelf

    async def load_item(
        self,
        name: Annotated[str, Form(alias="itemName")],
        picture: Annotated[bytes, File()],
    ) -> str:
        return name
