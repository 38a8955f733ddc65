"""A comparison as a report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import Direction, Level, Location, Verdict
from routeshift.compare.reporting.data import as_data, cut
from routeshift.compare.rules import RULES, Rule
from routeshift.reports import Fact, Help, Report, Reported, Severity, Sides, SourceLocation
from routeshift.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare import records
    from routeshift.reports import Part

_LONGEST_PAYLOAD = 600
_WHOLE = (Location("the operation"), Location("the webhook"))


def report_of_comparison(
    result: records.Comparison,
    *,
    level: Level | str = Level.WIRE,
    strict: bool = False,
    old: str = "",
    new: str = "",
) -> Report:
    """A comparison as a report.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.
        old: What the old side is called; "" for the title of its document.
        new: The same for the new one, which is what findings without a source point at.
    """
    chosen = Level(level)
    failing = result.at(chosen, strict=strict)
    findings = [_finding(one, fails=one.fails(chosen, strict=strict)) for one in result.findings]
    preserved = "is not preserved" if failing else "is preserved"
    title = f"The contract {preserved} at level {chosen}"
    about = (
        *([plural(len(failing), "difference")] if failing else []),
        f"{plural(result.operations, 'operation')} compared",
    )
    return Report(
        command="routeshift compare",
        title=title,
        passed=not failing,
        summary=f"{'✗' if failing else '✓'} {title}: {', '.join(about)}.",
        # What fails first: a reader who stops early has
        # seen it. The sort keeps the order otherwise.
        findings=tuple(sorted(findings, key=lambda one: not one.fails)),
        data=as_data(result, level=chosen, strict=strict),
        helps={name: help_of(RULES[name]) for name in {one.rule for one in findings}},
        old=old or result.old_title,
        new=new or result.new_title,
        about=about,
        artifact=new or "openapi.json",
    )


def help_of(rule: Rule) -> Help:
    """What a rule means."""
    direction = rule.direction
    where = () if direction is Direction.NEITHER else (f"in a {direction}",)
    return Help(
        id=rule.id,
        sentence=rule.sentence,
        text=f"{rule.sentence[0].upper()}{rule.sentence[1:]}. {rule.why}",
        traits=(f"level {rule.level}", str(rule.verdict), *where),
        example=rule.example,
        page=rule.url,
    )


def _finding(found: records.Finding, *, fails: bool) -> Reported:
    return Reported(
        rule=found.rule,
        verdict=str(found.verdict),
        severity=_severity(found.verdict, fails=fails),
        fails=fails,
        message=found.message,
        level=str(found.level),
        operations=found.operations,
        locations=tuple(
            SourceLocation(one.source.file, one.source.line, one.side) for one in found.sources
        ),
        parts=tuple(_parts(found)),
        accepted=found.accepted,
        noise=found.verdict is Verdict.EQUIVALENT,
        identity="|".join((found.rule, str(found.place), found.message)),
    )


def _severity(verdict: Verdict, *, fails: bool) -> Severity:
    if verdict is Verdict.UNDECIDED:
        return Severity.WARNING
    return Severity.ERROR if fails else Severity.NOTE


def _parts(found: records.Finding) -> Iterator[Part]:
    if _says_all(found):
        return
    yield Fact("at", f"{found.place.part} {found.place.path}".strip())
    if found.witness is not None:
        payload = json.dumps(found.witness.payload, ensure_ascii=False)[:_LONGEST_PAYLOAD]
        label = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses"
        yield Fact(label, payload, code=True)
    if found.noise:
        yield Fact("noise", found.noise)
    if (found.old, found.new) != (None, None):
        yield Sides(_text(found.old), _text(found.new))


def _says_all(found: records.Finding) -> bool:
    """Whether an operation is gone or new as a whole: what was in it is no news."""
    one = found.new if found.old is None else found.old
    return found.place in _WHOLE and None in (found.old, found.new) and isinstance(one, dict)


def _text(value: Any) -> str | None:
    value = cut(value)
    return None if value is None else json.dumps(value, indent=2, ensure_ascii=False, default=str)
