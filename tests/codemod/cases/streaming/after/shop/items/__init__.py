"""The Chat API."""

from collections.abc import AsyncIterator
from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Chat
from .models import Answer, AskRequest, Chunk, Question, ResumeRequest

__all__ = [
    "Annotated",
    "Answer",
    "AskRequest",
    "AsyncIterator",
    "BaseModel",
    "Body",
    "Chat",
    "Chunk",
    "Protocol",
    "Question",
    "ResumeRequest",
    "webmethod",
]
