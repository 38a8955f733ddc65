"""Models of the Chat API."""

from pydantic import BaseModel


class Question(BaseModel):
    text: str
    stream: bool | None = False


class Answer(BaseModel):
    text: str


class Chunk(BaseModel):
    delta: str


# The request of Chat.ask.
class AskRequest(BaseModel):
    text: str
    stream: bool | None = False


# The request of Chat.resume.
class ResumeRequest(BaseModel):
    stream: bool = False
