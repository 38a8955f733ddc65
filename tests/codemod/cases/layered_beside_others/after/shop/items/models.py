"""Models that guess why something comes back."""

import datetime as dt
from enum import Enum

from pydantic import BaseModel

__all__ = ["MODELS", "Reason"]

MODELS = {"bayes": 1}


class Reason(Enum):
    BROKEN = "broken"
    LATE = "late"


class GiveBackRequest(BaseModel):
    name: str
    on: dt.date
    reason: Reason = Reason.LATE


class ReasonsRequest(BaseModel):
    limit: int = 3
