"""Compare two OpenAPI documents: a proof that they mean the same, or a payload that shows not."""

from __future__ import annotations

from routeshift.compare.comparing import compare
from routeshift.compare.findings.accepting import Accept, apply_accepts, baseline, read_accepts
from routeshift.compare.load.document import Document
from routeshift.compare.load.inputs import load
from routeshift.compare.records import (
    Comparison,
    Declaration,
    Direction,
    Finding,
    Level,
    Place,
    Verdict,
    Witness,
)
from routeshift.compare.testing import assert_contract_preserved

__all__ = [
    "Accept",
    "Comparison",
    "Declaration",
    "Direction",
    "Document",
    "Finding",
    "Level",
    "Place",
    "Verdict",
    "Witness",
    "apply_accepts",
    "assert_contract_preserved",
    "baseline",
    "compare",
    "load",
    "read_accepts",
]
