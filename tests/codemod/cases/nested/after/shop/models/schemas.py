"""Models of the Models API."""

from pydantic import BaseModel


class Model(BaseModel):
    model_id: str


class AddModelRequest(BaseModel):
    model_id: str
