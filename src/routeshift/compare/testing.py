"""For test suites: fail when a contract is not preserved."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING

from routeshift.compare.comparing import compare
from routeshift.compare.findings import apply_accepts
from routeshift.compare.records import Comparison, Finding, Level
from routeshift.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from routeshift.compare.comparing import Side
    from routeshift.compare.findings import Accept

_SHOWN = 10


def assert_contract_preserved(
    old: Side,
    new: Side,
    level: Level | str = Level.WIRE,
    *,
    strict: bool = False,
    accepts: Iterable[Accept] = (),
    today: date | None = None,
) -> Comparison:
    """Assert that no client can tell two documents apart.

    Args:
        old: The document before: parsed, or named as on the command line (a file,
            `git:REV:PATH`, a TARGET).
        new: The document after.
        level: "wire", "sdk" (names in generated clients too) or "docs" (texts too).
        strict: Whether compatible changes fail too.
        accepts: Differences that are accepted.
        today: The day that decides which of them have expired; the current one when None.

    Returns:
        The comparison, for further assertions.

    Raises:
        AssertionError: When something fails; it tells what, where, and by which payload.
        DocumentError: When a document cannot be used.
    """
    from datetime import datetime

    day = today or datetime.now(UTC).date()
    result = apply_accepts(compare(old, new), accepts, day)
    failing = result.at(level, strict=strict)
    if failing:
        raise AssertionError(_report(failing, Level(level)))
    return result


def _report(failing: tuple[Finding, ...], level: Level) -> str:
    count = plural(len(failing), "difference")
    lines = [f"the contract is not preserved at level {level}: {count}"]
    for found in failing[:_SHOWN]:
        operations = ", ".join(found.operations[:3]) or "the whole document"
        lines.append(f"  {found.verdict} {found.rule}: {found.message} ({operations})")
        if found.witness is not None:
            payload = json.dumps(found.witness.payload, ensure_ascii=False)[:300]
            opening = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses"
            lines.append(f"    {opening} {payload}")
    if len(failing) > _SHOWN:
        lines.append(f"  and {len(failing) - _SHOWN} more")
    return "\n".join(lines)
