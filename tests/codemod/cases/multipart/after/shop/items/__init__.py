"""The Files API."""

from typing import Annotated, Protocol

from fastapi import File, Form, Response, UploadFile
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Files
from .models import Stored, UploadRequest

__all__ = [
    "Annotated",
    "BaseModel",
    "File",
    "Files",
    "Form",
    "Protocol",
    "Response",
    "Stored",
    "UploadFile",
    "UploadRequest",
    "webmethod",
]
