"""Compare two OpenAPI documents: a proof that they mean the same, or a payload that shows not."""

from __future__ import annotations

from routeshift.compare.accepting import Accept, apply_accepts, baseline, read_accepts
from routeshift.compare.comparing import compare
from routeshift.compare.document import Document
from routeshift.compare.inputs import load
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
from routeshift.compare.testing import assert_contract_preserved

__all__ = [
    "Accept",
    "Comparison",
    "Direction",
    "Document",
    "Finding",
    "Level",
    "Place",
    "Source",
    "Verdict",
    "Witness",
    "apply_accepts",
    "assert_contract_preserved",
    "baseline",
    "compare",
    "load",
    "read_accepts",
]
