"""A verification in words: its sum, its extent, its values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from routeshift.printable import line, plain
from routeshift.verify.findings import ABSENT, clusters
from routeshift.verify.verification import Verification
from routeshift.wording import plural

_LONGEST = 300


def sum_of(verification: Verification) -> str:
    """How many differences there are, and how many are told where those that look alike are one."""
    count, kinds = len(verification.findings), len(clusters(verification.findings))
    total = plural(count, "difference") if count else "no difference"
    return total if count == kinds else f"{total} of {plural(kinds, 'kind')}"


def noise_lines(verification: Verification, operation: str | None = None) -> Iterator[str]:
    """What the old side differs from itself in, a line each.

    Args:
        verification: The result.
        operation: Only that of this operation.
    """
    for (label, place), example in verification.noise.items():
        if operation in (None, label):
            yield line(f"noise, no difference: {label} {place} ({example})"[:_LONGEST])


def extent(verification: Verification) -> str:
    """How much was asked, and what cut it short."""
    coverage = verification.coverage
    parts = [
        plural(len(verification.cases), "case"),
        plural(len(coverage.operations), "operation"),
        f"{verification.seconds:.1f} s",
        *(["cut short by --seconds"] if coverage.cut_short else []),
        *(["interrupted"] if coverage.interrupted else []),
        f"seed {verification.seed}",
    ]
    return ", ".join(parts)


def value_text(value: Any) -> str:
    """A JSON value, shortened."""
    if value is ABSENT:
        return "(absent)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return plain(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
