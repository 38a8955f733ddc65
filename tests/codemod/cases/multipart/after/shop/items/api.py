"""The Files API, without HTTP."""

from typing import Protocol

from fastapi import Response, UploadFile

from .models import Stored, UploadRequest


class Files(Protocol):
    async def upload(self, request: UploadRequest, file: UploadFile) -> Stored:
        """Store a file.

        :param file: The file.
        :returns: Where it is.
        """
        ...

    async def content(self, file_id: str) -> Response: ...
