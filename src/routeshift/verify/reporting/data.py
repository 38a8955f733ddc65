"""A verification as JSON data."""

from __future__ import annotations

from typing import Any

from routeshift.verify.cases import Exchange, anonymous, curl
from routeshift.verify.findings import ABSENT, Difference, Discrepancy
from routeshift.verify.verification import SideFacts, Verification

_BODY = 4000


def as_data(verification: Verification) -> dict[str, Any]:
    """A verification that may be shown, as JSON: `equal`, `findings`, `coverage`, `noise`."""
    return {
        "equal": verification.equal,
        "old": _side(verification.old),
        "new": _side(verification.new),
        "cases": len(verification.cases),
        "seconds": round(verification.seconds, 3),
        "seed": verification.seed,
        "findings": [_finding(finding, verification) for finding in verification.findings],
        "coverage": _coverage(verification),
        "noise": [
            {"operation": operation, "pointer": pointer, "example": example}
            for (operation, pointer), example in verification.noise.items()
        ],
    }


def _side(side: SideFacts) -> dict[str, Any]:
    return {"name": side.name, "base": side.base, "start": side.start}


def _finding(finding: Discrepancy, verification: Verification) -> dict[str, Any]:
    key = anonymous(finding.cause.operation)
    return {
        "operation": finding.cause.operation,
        "pointer": finding.cause.pointer,
        "outcome": finding.outcome,
        "hint": finding.hint,
        "count": finding.count,
        "case": finding.case.to_json(),
        "differences": [_difference(d) for d in finding.differences],
        "old": _exchange(finding.old, finding, verification.old, key),
        "new": _exchange(finding.new, finding, verification.new, key),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    sides = {"old": difference.old, "new": difference.new}
    present = {role: value for role, value in sides.items() if value is not ABSENT}
    return {"pointer": difference.pointer, **present}


def _exchange(
    exchange: Exchange, finding: Discrepancy, side: SideFacts, key: str
) -> dict[str, Any]:
    return {
        "source": side.sources.get(key),
        "curl": curl(finding.case, side.base),
        "status": exchange.status,
        "headers": [list(header) for header in exchange.headers],
        "body": exchange.body[:_BODY].decode("utf-8", "backslashreplace"),
        "received": [
            {"operation": r.operation, "moment": r.moment, "arguments": r.arguments}
            for r in exchange.received
        ],
        "failure": exchange.failure,
    }


def _coverage(verification: Verification) -> dict[str, Any]:
    coverage = verification.coverage
    gaps = coverage.gaps()
    return {
        "schemathesis": not coverage.without_generator,
        "cut_short": coverage.cut_short,
        "interrupted": coverage.interrupted,
        "operations": {
            label: {
                "cases": reached.cases,
                "called": reached.called,
                "statuses": {str(s): n for s, n in sorted(reached.statuses.items(), key=str)},
                "errors": sorted(reached.errors),
                "parameters": sorted(reached.sent()),
                "gaps": gaps.get(label, []),
                "branches_not_met": reached.branches.missed(),
            }
            for label, reached in coverage.operations.items()
        },
        "other_gaps": {k: v for k, v in gaps.items() if k not in coverage.operations},
    }
