"""An assistant that knows little."""

from collections.abc import AsyncIterator

from shop_api.assistant import Answer, AnswerChunk, ListTopicsResponse

TOPICS = {"tea": "Green tea wants 80 degrees.", "pots": "Clay keeps the warmth."}


class AssistantService:
    """Answers questions."""

    async def ask(
        self, question: str, topic: str | None = None, stream: bool = False
    ) -> Answer | AsyncIterator[AnswerChunk]:
        """Answer in one piece or word by word."""
        text = TOPICS.get(topic or "", "I do not know.")
        return self._pieces(text) if stream else Answer(text=text, topic=topic)

    async def list_topics(self) -> ListTopicsResponse:
        """List what can be asked about."""
        return ListTopicsResponse(data=sorted(TOPICS))

    async def _pieces(self, text: str) -> AsyncIterator[AnswerChunk]:
        for word in text.split():
            yield AnswerChunk(delta=word)
