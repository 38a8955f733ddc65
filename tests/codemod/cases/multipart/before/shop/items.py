from typing import Annotated, Protocol

from fastapi import File, Form, Response, UploadFile
from legacy_decorator import webmethod
from pydantic import BaseModel


class Stored(BaseModel):
    file_id: str


class Files(Protocol):
    @webmethod(route="/files", method="POST", level="v1")
    async def upload(
        self,
        file: Annotated[UploadFile, File()],
        purpose: Annotated[str, Form()],
        expires_after: Annotated[int | None, Form()] = None,
    ) -> Stored:
        """Store a file.

        :param file: The file.
        :param purpose: What it is for.
        :returns: Where it is.
        """
        ...

    @webmethod(route="/files/{file_id}/content", method="GET", level="v1")
    async def content(self, file_id: str) -> Response: ...
