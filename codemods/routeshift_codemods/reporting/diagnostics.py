"""Notes, problems and open decisions as parts of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from routeshift.errors import RouteshiftError
from routeshift.reports import Block, Help, Lines, Listing, Reported, Severity, SourceLocation
from routeshift.wording import plural
from routeshift_codemods.reporting.rules import RULES, rule_of
from routeshift_codemods.resolve import Decision, Diagnostic

if TYPE_CHECKING:
    from routeshift_codemods.plan.decisions import Undecided


_WARNINGS = ("cannot", "decision", "host")


def of_diagnostic(
    diagnostic: Diagnostic,
    words: Mapping[str, str],
    failing: Sequence[Diagnostic] = (),
    rules: Mapping[str, Help] | None = None,
) -> Reported:
    """A diagnostic as a finding.

    Args:
        diagnostic: The diagnostic.
        words: What each kind is called.
        failing: The diagnostics that fail the command.
        rules: What each kind means; None for what it means to a move.
    """
    place, fails = SourceLocation(diagnostic.path, diagnostic.line), diagnostic in failing
    settle = "" if diagnostic.decision is None else diagnostic.decision.as_toml()
    return Reported(
        rule=(rules[diagnostic.kind] if rules else rule_of(diagnostic)).id,
        verdict=words[diagnostic.kind],
        severity=_severity(diagnostic, fails=fails),
        fails=fails,
        message=diagnostic.message,
        subject=diagnostic.subject,
        locations=(place,),
        hint=f"It is decided in pyproject.toml by {settle.strip()}" if settle else "",
        kin=f"{diagnostic.kind}|{diagnostic.about[1]}",
        identity="|".join((diagnostic.kind, place.path, diagnostic.subject, diagnostic.message)),
    )


def _severity(diagnostic: Diagnostic, *, fails: bool) -> Severity:
    if fails:
        return Severity.ERROR
    return Severity.WARNING if diagnostic.kind in _WARNINGS else Severity.NOTE


def of_error(error: RouteshiftError, rule: Help, word: str, *, fails: bool) -> Reported:
    """An error that did not end the run as a finding.

    Args:
        error: The error.
        rule: What it means.
        word: What it came to.
        fails: Whether it fails the command.
    """
    places = () if error.file is None else (SourceLocation(error.file, error.line or 1),)
    return Reported(
        rule=rule.id,
        verdict=word,
        severity=Severity.ERROR if fails else Severity.WARNING,
        fails=fails,
        message=" ".join(filter(None, (error.message, error.hint))).rstrip("."),
        locations=places,
        identity="|".join((rule.id, *(one.path for one in places), error.message)),
    )


def helps_of(findings: Iterable[Reported]) -> dict[str, Help]:
    """The help of the rules that findings name."""
    return {one.rule: RULES[one.rule] for one in findings}


def unimplemented(apis: Sequence[str]) -> Iterator[Block]:
    """Of which APIs no implementation was found, so that none was compared (rule R6)."""
    if apis:
        sentence = (
            f"No implementation was found of {', '.join(apis)}: what only implementations take "
            "is not kept. --implementations PATH looks for them elsewhere."
        )
        yield Lines("", [sentence])


def open_decisions(undecided: Undecided) -> Iterator[Block]:
    """What is to be decided, to be pasted as it is."""
    count = len(undecided.decisions)
    if not count:
        return
    title = "1 decision is open." if count == 1 else f"{count} decisions are open."
    if undecided.unchanging:
        title += " Paste this into pyproject.toml, or let --write-decisions write it:"
    else:
        title += " Only a person can decide, in pyproject.toml:"
    yield Listing(title, undecided.as_toml(), "toml")


def decided(decisions: tuple[Decision, ...], *, written: bool) -> Iterator[Block]:
    """How much was decided, or would be."""
    if decisions:
        word = "Decided" if written else "Would decide"
        count = plural(len(decisions), "setting")
        yield Lines("", [f"{word} {count} as clients know it, in pyproject.toml."])


def path_of(file: Path) -> str:
    """A file as a user of the working directory writes it."""
    return SourceLocation(file.absolute(), 1).path
