"""Compare two OpenAPI documents: a proof that they mean the same, or a payload that shows not."""

from __future__ import annotations

from routeshift.compare.comparing import compare
from routeshift.compare.records import (
    Comparison,
    Direction,
    Finding,
    Level,
    Place,
    Source,
    Verdict,
    Witness,
)

__all__ = [
    "Comparison",
    "Direction",
    "Finding",
    "Level",
    "Place",
    "Source",
    "Verdict",
    "Witness",
    "compare",
]
