"""The assistant: answers questions about the shop, in one piece or as a stream."""

from collections.abc import AsyncIterator
from typing import Protocol, runtime_checkable

from pydantic import BaseModel

from shop_api.webmethod import V1ALPHA, webmethod


class Answer(BaseModel):
    """A whole answer."""

    text: str
    topic: str | None = None


class AnswerChunk(BaseModel):
    """A piece of an answer."""

    delta: str


class ListTopicsResponse(BaseModel):
    """What can be asked about."""

    data: list[str]


@runtime_checkable
class Assistant(Protocol):
    """Questions and answers about the shop."""

    @webmethod(route="/assistant/ask", method="POST", level=V1ALPHA)
    async def ask(
        self,
        question: str,
        topic: str | None = None,
        stream: bool = False,
    ) -> Answer | AsyncIterator[AnswerChunk]:
        """Ask a question.

        :param question: The question, in any language.
        :param topic: What it is about.
        :param stream: Whether the answer comes in pieces, as server-sent events.
        :returns: The answer.
        """
        ...

    @webmethod(route="/assistant/topics", method="GET", level=V1ALPHA, public=True)
    async def list_topics(self) -> ListTopicsResponse:
        """List what can be asked about.

        :returns: The topics.
        """
        ...
