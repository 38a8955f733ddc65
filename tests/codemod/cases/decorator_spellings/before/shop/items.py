import functools
from typing import Protocol

import legacy_decorator as legacy
from pydantic import BaseModel

from .http import GET, LEVEL, deleting, endpoint

BASE = "/items"
posting = functools.partial(endpoint, method="POST", level=LEVEL)


class Item(BaseModel):
    name: str


class Items(Protocol):
    @endpoint(route=f"{BASE}/{{name}}", method="GET", level=LEVEL)
    async def get_item(self, name: str) -> Item: ...

    @endpoint(route=BASE, **GET)
    async def list_items(self) -> list[Item]: ...

    @posting(BASE)
    async def add_item(self, name: str) -> Item: ...

    @legacy.webmethod(BASE + "/all", "POST", LEVEL)
    async def add_items(self, names: list[str]) -> list[Item]: ...

    @deleting("%s/{name}" % BASE)
    async def remove_item(self, name: str) -> None: ...
