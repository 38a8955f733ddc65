"""Models that guess why something comes back."""

import datetime as dt
from enum import Enum

from pydantic import BaseModel

__all__ = ["MODELS", "Reason"]

MODELS = {"bayes": 1}


class Reason(Enum):
    BROKEN = "broken"
    LATE = "late"


# The request of Items.give_back.
class GiveBackRequest(BaseModel):
    name: str
    on: dt.date
    reason: Reason = Reason.LATE


# The request of Items.reasons.
class ReasonsRequest(BaseModel):
    limit: int = 3
