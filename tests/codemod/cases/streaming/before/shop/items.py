from collections.abc import AsyncIterator
from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel


class Question(BaseModel):
    text: str
    stream: bool | None = False


class Answer(BaseModel):
    text: str


class Chunk(BaseModel):
    delta: str


class Chat(Protocol):
    @webmethod(route="/ask", method="POST", level="v1")
    async def ask(self, text: str, stream: bool | None = False) -> Answer | AsyncIterator[Chunk]:
        """Ask.

        :returns: The answer.
        """
        ...

    @webmethod(route="/chat", method="POST", level="v1")
    async def chat(self, params: Annotated[Question, Body(...)]) -> Answer | AsyncIterator[Chunk]: ...

    @webmethod(route="/chats/{chat_id}", method="POST", level="v1")
    async def resume(self, chat_id: str, stream: bool = False) -> AsyncIterator[Chunk]: ...
