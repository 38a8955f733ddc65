"""Models of the Files API."""

from pydantic import BaseModel, Field


class Stored(BaseModel):
    file_id: str


# The request of Files.upload.
class UploadRequest(BaseModel):
    purpose: str = Field(description="What it is for.")
    expires_after: int | None = None
