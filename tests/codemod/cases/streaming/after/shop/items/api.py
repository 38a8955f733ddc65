"""The Chat API, without HTTP."""

from collections.abc import AsyncIterator
from typing import Protocol

from .models import Answer, AskRequest, Chunk, Question, ResumeRequest


class Chat(Protocol):
    async def ask(self, request: AskRequest) -> Answer | AsyncIterator[Chunk]:
        """Ask.

        :returns: The answer.
        """
        ...

    async def chat(self, params: Question) -> Answer | AsyncIterator[Chunk]: ...

    async def resume(
        self, chat_id: str, request: ResumeRequest
    ) -> AsyncIterator[Chunk]: ...
