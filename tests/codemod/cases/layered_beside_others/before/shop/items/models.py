"""Models that guess why something comes back."""

from enum import Enum

__all__ = ["MODELS", "Reason"]

MODELS = {"bayes": 1}


class Reason(Enum):
    BROKEN = "broken"
    LATE = "late"
