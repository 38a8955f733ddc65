"""A verification as a report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from routeshift.reports import (
    Command,
    Fact,
    Help,
    Listing,
    Part,
    Report,
    Reported,
    Severity,
    Sides,
    SourceLocation,
    Table,
    rules_of_the_contract,
)
from routeshift.verify import findings, verification
from routeshift.verify.cases import Exchange, anonymous, curl
from routeshift.verify.findings import ABSENT
from routeshift.verify.reporting.aspects import ASPECTS
from routeshift.verify.reporting.data import as_data
from routeshift.verify.reporting.reached import coverage_blocks
from routeshift.verify.reporting.words import extent, sum_of, value_text
from routeshift.wording import plural

_BODY = 3000
_MOST_DIFFERENCES = 100
_RULE = re.compile(r"[A-Z]\d+")


def report_of_verification(result: verification.Verification) -> Report:
    """A verification as a report, without its secrets."""
    result = result.shown()
    found = tuple(_finding(one, result) for one in result.findings)
    reached = dict.fromkeys(result.coverage.operations)
    differing = {one.cause.operation for one in result.findings}
    total = sum_of(result)
    return Report(
        command="routeshift verify",
        title=total[0].upper() + total[1:],
        passed=result.equal,
        summary=f"{total}: {extent(result)}",
        findings=found,
        data=as_data(result),
        helps={one.rule: _help(one.rule) for one in found},
        old=result.old.name,
        new=result.new.name,
        about=(extent(result),),
        after=tuple(coverage_blocks(result)),
        checked=tuple(one for one in reached if one not in differing),
        artifact=result.new.name,
    )


def _help(rule: str) -> Help:
    return rules_of_the_contract().get(rule) or ASPECTS[rule.removesuffix("-differs")]


def _finding(found: findings.Discrepancy, result: verification.Verification) -> Reported:
    cause = found.cause
    aspect = cause.pointer.split("/")[1]
    known = _RULE.match(found.hint or "")
    return Reported(
        rule=known[0] if known else ASPECTS[aspect].id,
        verdict="differs",
        severity=Severity.ERROR,
        fails=True,
        message=f"`{cause.pointer}` {found.outcome or 'differs'}",
        level=aspect,
        operations=(cause.operation,),
        locations=tuple(_locations(cause.operation, result)),
        hint=found.hint or "",
        parts=tuple(_parts(found, result)),
        kin=json.dumps([cause.pointer, cause.outcome, found.hint]),
        identity=f"{cause.operation}|{cause.pointer}|{cause.outcome}",
    )


def _locations(operation: str, result: verification.Verification) -> Iterator[SourceLocation]:
    for role, side in (("old", result.old), ("new", result.new)):
        file, _, line = side.sources.get(anonymous(operation), "").rpartition(":")
        if file and line.isdigit():
            yield SourceLocation(Path(file), int(line), role)


def _parts(found: findings.Discrepancy, result: verification.Verification) -> Iterator[Part]:
    yield Fact("seen in", f"{plural(found.count, 'case')}, {found.case.origin}")
    yield Sides(_value(found.shown.old), _value(found.shown.new))
    yield Command("old", curl(found.case, result.old.base))
    yield Command("new", curl(found.case, result.new.base))
    yield Listing("old: the whole exchange", _exchange(found.old), detail=True)
    yield Listing("new: the whole exchange", _exchange(found.new), detail=True)
    if len(found.differences) > 1:
        yield _differences(found)


def _value(value: Any) -> str | None:
    return None if value is ABSENT else value_text(value)


def _exchange(exchange: Exchange) -> str:
    lines = [f"{exchange.status}" if exchange.failure is None else exchange.failure]
    lines += [f"{name}: {value}" for name, value in exchange.headers]
    lines += ["", exchange.body[:_BODY].decode("utf-8", "backslashreplace")]
    for received in exchange.received:
        arguments = json.dumps(received.arguments, indent=2, ensure_ascii=False)
        lines.append(f"received: {received.operation} {received.moment} {arguments}")
    return "\n".join(lines)


def _differences(found: findings.Discrepancy) -> Table:
    return Table(
        f"All {len(found.differences)} differences of this case",
        ("where", "old", "new"),
        [
            (one.pointer, value_text(one.old), value_text(one.new))
            for one in found.differences[:_MOST_DIFFERENCES]
        ],
        detail=True,
    )
