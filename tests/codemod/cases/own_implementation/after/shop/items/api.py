"""Items, with an implementation above them that says nowhere what it is."""

from typing import Protocol

from pydantic import BaseModel


class Size(BaseModel):
    width: int = 1


# The request of Items.add_item.
class AddItemRequest(BaseModel):
    name: str
    size: Size


class MemoryItems:
    def __init__(self) -> None:
        self.names: list[str] = []

    async def add_item(self, request: AddItemRequest) -> str:
        self.names.append(request.name)
        return f"{request.name} {request.size.width}"

    async def drop_item(self, name: str) -> None:
        self.names.remove(name)


class Items(Protocol):
    async def add_item(self, request: AddItemRequest) -> str: ...

    async def drop_item(self, name: str) -> None: ...


FAVOURITE: Items = MemoryItems()


async def main() -> str:
    return await FAVOURITE.add_item(AddItemRequest(name="cup", size=Size()))
