from pydantic import BaseModel


class Kind(BaseModel):
    name: str
