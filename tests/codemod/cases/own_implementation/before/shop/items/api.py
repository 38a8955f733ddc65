"""Items, with an implementation above them that says nowhere what it is."""

from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Size(BaseModel):
    width: int = 1


class MemoryItems:
    def __init__(self) -> None:
        self.names: list[str] = []

    async def add_item(self, name: str, size: Size) -> str:
        self.names.append(name)
        return f"{name} {size.width}"

    async def drop_item(self, name: str) -> None:
        self.names.remove(name)


class Items(Protocol):
    @webmethod(route="/items", method="POST", level="v1")
    async def add_item(self, name: str, size: Size) -> str: ...

    @webmethod(route="/items/{name}", method="DELETE", level="v1")
    async def drop_item(self, name: str) -> None: ...


FAVOURITE: Items = MemoryItems()


async def main() -> str:
    return await FAVOURITE.add_item("cup", Size())
