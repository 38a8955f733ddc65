"""The Chat API."""

from .api import Chat
from .models import Answer, AskRequest, Chunk, Question, ResumeRequest

__all__ = ["Answer", "AskRequest", "Chat", "Chunk", "Question", "ResumeRequest"]
