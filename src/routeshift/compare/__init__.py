"""Compare two OpenAPI documents: a proof that they mean the same, or a payload that shows not.

`comparing` tells the story; `records` and `rules` are its vocabulary. Called by hosts, `cli`
and `pytest_plugin`.
"""

from __future__ import annotations

from routeshift.compare.comparing import compare
from routeshift.compare.documents import Document, learn_values, load
from routeshift.compare.findings import (
    Accept,
    apply_accepts,
    baseline,
    project_accepts,
    read_accepts,
)
from routeshift.compare.records import (
    Comparison,
    Declaration,
    Direction,
    Finding,
    Level,
    Location,
    Verdict,
    Witness,
)
from routeshift.compare.reporting import help_of, report_of_comparison
from routeshift.compare.rules import RENAMED, RULES
from routeshift.compare.testing import assert_contract_preserved

__all__ = [
    "RENAMED",
    "RULES",
    "Accept",
    "Comparison",
    "Declaration",
    "Direction",
    "Document",
    "Finding",
    "Level",
    "Location",
    "Verdict",
    "Witness",
    "apply_accepts",
    "assert_contract_preserved",
    "baseline",
    "compare",
    "help_of",
    "learn_values",
    "load",
    "project_accepts",
    "read_accepts",
    "report_of_comparison",
]
