"""The router of the Files API."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from ..router_contract import ContractRoute, standard_responses
from .api import Files
from .models import Stored, UploadRequest


def create_router(impl: Files) -> APIRouter:
    """Create the router of the Files API.

    Args:
        impl: What answers the requests.
    """
    router = APIRouter(
        prefix="/v1",
        tags=["Files"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/files", response_description="Where it is.")
    async def upload(
        file: Annotated[UploadFile, File(description="The file.")],
        purpose: Annotated[str, Form(description="What it is for.")],
        expires_after: Annotated[int | None, Form()] = None,
    ) -> Stored:
        """Store a file."""
        request = UploadRequest(purpose=purpose, expires_after=expires_after)
        return await impl.upload(request=request, file=file)

    @router.get("/files/{file_id}/content")
    async def content(file_id: str) -> Response:
        return await impl.content(file_id=file_id)

    return router
