from typing import Protocol

from legacy_decorator import webmethod
from pydantic import BaseModel


class Model(BaseModel):
    model_id: str


class Models(Protocol):
    @webmethod(route="/models", method="POST", level="v1")
    async def add_model(self, model_id: str) -> Model: ...
