"""A verification as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from routeshift.printable import line, plain
from routeshift.verify.cases import anonymous, curl
from routeshift.verify.findings import ABSENT, Finding, clusters
from routeshift.verify.verification import SideFacts, Verification
from routeshift.wording import plural

_LONGEST = 300


def told(verification: Verification) -> str:
    """All findings, each with what differs and a `curl` line for each side."""
    return "\n".join(_lines(verification.shown()))


def _lines(verification: Verification) -> Iterator[str]:
    told = sum_of(verification)
    yield f"{told} between {verification.old.name} and {verification.new.name}"
    yield f"({len(verification.cases)} cases, seed {verification.seed})"
    for cluster in clusters(verification.findings):
        yield ""
        yield from finding_lines(cluster[0], verification)
        if len(cluster) > 1:
            yield f"  the same in {', '.join(f.cause.operation for f in cluster[1:])}"
    if verification.noise:
        yield ""
        yield from noise_lines(verification)


def sum_of(verification: Verification) -> str:
    """How many differences there are, and how many are told where those that look alike are one."""
    count, kinds = len(verification.findings), len(clusters(verification.findings))
    told = plural(count, "difference") if count else "no difference"
    return told if count == kinds else f"{told} of {plural(kinds, 'kind')}"


def noise_lines(verification: Verification, operation: str | None = None) -> Iterator[str]:
    """What the old side differs from itself in, a line each.

    Args:
        verification: The result.
        operation: Only that of this operation.
    """
    for (label, place), example in verification.noise.items():
        if operation in (None, label):
            yield line(f"noise, no difference: {label} {place} ({example})"[:_LONGEST])


def finding_lines(finding: Finding, verification: Verification) -> Iterator[str]:
    """One finding, line by line."""
    place = line(f"{finding.cause.pointer} {finding.outcome}".strip())
    yield f"{line(finding.cause.operation)}: {place} ({plural(finding.count, 'case')})"
    if finding.hint:
        yield f"  {line(finding.hint)}"
    difference = finding.shown
    for role, side, value in (
        ("old", verification.old, difference.old),
        ("new", verification.new, difference.new),
    ):
        yield f"  {role}: {value_text(value)}"
        yield from (f"       {plain(one)}" for one in _where(finding, side))


def _where(finding: Finding, side: SideFacts) -> Iterator[str]:
    source = side.sources.get(anonymous(finding.cause.operation))
    if source:
        yield source
    yield curl(finding.case, side.base)


def extent(verification: Verification) -> str:
    """How much was asked, and what cut it short."""
    coverage = verification.coverage
    parts = [
        f"{len(verification.cases)} cases, {len(coverage.operations)} operations",
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
