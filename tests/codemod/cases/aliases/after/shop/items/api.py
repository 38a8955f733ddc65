"""The Items API, without HTTP."""

from typing import Annotated, Protocol

from fastapi import File

from .models import ListItemsRequest, LoadItemRequest, MoveItemRequest


class Items(Protocol):
    async def list_items(self, request: ListItemsRequest) -> list[str]: ...

    async def move_item(self, request: MoveItemRequest) -> str: ...

    async def load_item(self, request: LoadItemRequest, picture: bytes) -> str: ...


class MemoryItems(Items):
    async def list_items(self, request: ListItemsRequest) -> list[str]:
        return [str(request.limit), str(request.cursor), str(request.kind)]

    async def move_item(self, request: MoveItemRequest) -> str:
        return request.name + request.from_ + request.to_shelf

    async def load_item(
        self, request: LoadItemRequest, picture: Annotated[bytes, File()]
    ) -> str:
        return request.name
