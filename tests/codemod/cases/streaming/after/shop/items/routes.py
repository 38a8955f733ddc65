"""The router of the Chat API."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Body

from ..router_contract import ContractRoute, EventStream, standard_responses
from .api import Chat
from .models import Answer, AskRequest, Chunk, Question, ResumeRequest


def create_router(impl: Chat) -> APIRouter:
    """Create the router of the Chat API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Chat"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post(
        "/ask",
        response_model=Answer,
        response_description="The answer.",
        responses={
            200: {
                "content": {
                    "text/event-stream": {
                        "schema": {"$ref": "#/components/schemas/Chunk"}
                    }
                }
            }
        },
    )
    async def ask(request: AskRequest) -> Answer | AsyncIterator[Chunk] | EventStream:
        """Ask."""
        if request.stream:
            return EventStream(impl.ask(request))
        return await impl.ask(request)

    @router.post(
        "/chat",
        response_model=Answer,
        responses={
            200: {
                "content": {
                    "text/event-stream": {
                        "schema": {"$ref": "#/components/schemas/Chunk"}
                    }
                }
            }
        },
    )
    async def chat(
        params: Annotated[Question, Body(...)],
    ) -> Answer | AsyncIterator[Chunk] | EventStream:
        if params.stream:
            return EventStream(impl.chat(params=params))
        return await impl.chat(params=params)

    @router.post(
        "/chats/{chat_id}",
        response_model=None,
        responses={
            200: {
                "content": {
                    "text/event-stream": {
                        "schema": {"$ref": "#/components/schemas/Chunk"}
                    }
                }
            }
        },
    )
    async def resume(
        chat_id: str, request: ResumeRequest | None = None
    ) -> AsyncIterator[Chunk] | EventStream:
        request = request or ResumeRequest()
        if request.stream:
            return EventStream(impl.resume(chat_id=chat_id, request=request))
        return await impl.resume(chat_id=chat_id, request=request)

    return router
