"""The Files API."""

# ruff: noqa: F401 - what could be imported from here still can

from typing import Annotated, Protocol

from fastapi import File, Form, Response, UploadFile
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Files
from .models import Stored, UploadRequest

__all__ = [
    "Files",
    "Stored",
    "UploadRequest",
]
