"""Models of the Models API."""

from pydantic import BaseModel


class Model(BaseModel):
    model_id: str


# The request of Models.add_model.
class AddModelRequest(BaseModel):
    model_id: str
