"""Models of the Chat API."""

from pydantic import BaseModel


class Question(BaseModel):
    text: str
    stream: bool | None = False


class Answer(BaseModel):
    text: str


class Chunk(BaseModel):
    delta: str


class AskRequest(BaseModel):
    text: str
    stream: bool | None = False


class ResumeRequest(BaseModel):
    stream: bool = False
