from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Part(BaseModel):
    part_id: str


class Parts(Protocol):
    @webmethod(route="/parts", method="POST", level="v1")
    async def add_part(self, part_id: str) -> Part: ...
