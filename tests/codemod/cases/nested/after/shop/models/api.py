"""The Models API, without HTTP."""

from typing import Protocol

from .schemas import AddModelRequest, Model


class Models(Protocol):
    async def add_model(self, request: AddModelRequest) -> Model: ...
