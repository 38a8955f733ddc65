"""The Chat API."""

# ruff: noqa: F401 - what could be imported from here still can

from collections.abc import AsyncIterator
from typing import Annotated, Protocol

from fastapi import Body
from legacy_decorator import webmethod
from pydantic import BaseModel

from .api import Chat
from .models import Answer, AskRequest, Chunk, Question, ResumeRequest

__all__ = [
    "Answer",
    "AskRequest",
    "Chat",
    "Chunk",
    "Question",
    "ResumeRequest",
]
