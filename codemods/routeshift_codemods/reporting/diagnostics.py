"""Notes, problems and open decisions as parts of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from routeshift.errors import RouteshiftError
from routeshift.reports import Block, Help, Lines, Listing, Reported, Severity, SourceLocation
from routeshift.wording import plural
from routeshift_codemods.plan.decisions import Undecided
from routeshift_codemods.reporting.rules import RULES, rule_of
from routeshift_codemods.resolve import Decision, Diagnostic

_WARNINGS = ("cannot", "decision", "host")


def of_note(
    note: Diagnostic,
    words: Mapping[str, str],
    failing: Sequence[Diagnostic] = (),
    rules: Mapping[str, Help] | None = None,
) -> Reported:
    """A note as a finding.

    Args:
        note: The note.
        words: What each kind is called.
        failing: The notes that fail the command.
        rules: What each kind means; None for what it means to a move.
    """
    place, fails = SourceLocation(note.path, note.line), note in failing
    settle = "" if note.decision is None else note.decision.as_toml()
    return Reported(
        rule=(rules[note.kind] if rules else rule_of(note)).id,
        verdict=words[note.kind],
        severity=_severity(note, fails=fails),
        fails=fails,
        message=note.message,
        subject=note.subject,
        locations=(place,),
        hint=f"It is decided in pyproject.toml by {settle.strip()}" if settle else "",
        kin=f"{note.kind}|{note.about[1]}",
        identity="|".join((note.kind, place.path, note.subject, note.message)),
    )


def _severity(note: Diagnostic, *, fails: bool) -> Severity:
    if fails:
        return Severity.ERROR
    return Severity.WARNING if note.kind in _WARNINGS else Severity.NOTE


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
        told = (
            f"No implementation was found of {', '.join(apis)}: what only implementations take "
            "is not kept. --implementations PATH looks for them elsewhere."
        )
        yield Lines("", [told])


def open_decisions(undecided: Undecided) -> Iterator[Block]:
    """What is to be decided, to be pasted as it is."""
    count = len(undecided.decisions)
    if not count:
        return
    told = "1 decision is open." if count == 1 else f"{count} decisions are open."
    if undecided.unchanging:
        told += " Paste this into pyproject.toml, or let --write-decisions write it:"
    else:
        told += " Only a person can decide, in pyproject.toml:"
    yield Listing(told, undecided.as_toml(), "toml")


def decided(decisions: tuple[Decision, ...], *, written: bool) -> Iterator[Block]:
    """How much was decided, or would be."""
    if decisions:
        word = "Decided" if written else "Would decide"
        count = plural(len(decisions), "setting")
        yield Lines("", [f"{word} {count} as clients know it, in pyproject.toml."])


def path_of(file: Path) -> str:
    """A file as a user of the working directory writes it."""
    return SourceLocation(file.absolute(), 1).path
