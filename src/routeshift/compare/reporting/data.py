"""A comparison as JSON, in the form that `schema.json` beside this module publishes."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import LARGEST_WITNESS, Level, Verdict
from routeshift.compare.rules import RULES
from routeshift.compare.schema import written_size
from routeshift.reports import cut as cut_text

if TYPE_CHECKING:
    from routeshift.compare.records import Comparison, Finding

VERSION = 1
"""The version of the form; it grows when a field changes its meaning."""


def as_data(result: Comparison, *, level: Level | str = Level.WIRE, strict: bool = False) -> Any:
    """A comparison as JSON data.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.

    Returns:
        Dicts and lists, valid for the published schema.
    """
    failing = result.at(level, strict=strict)
    return {
        "version": VERSION,
        "level": str(Level(level)),
        "preserved": not failing,
        "operations": result.operations,
        "old": result.old_title,
        "new": result.new_title,
        "counts": counts(result),
        "findings": [
            _finding(found, fails=found.fails(Level(level), strict=strict))
            for found in result.findings
        ],
    }


def published_schema() -> dict[str, Any]:
    """The JSON Schema of `as_data`, as it ships inside the package."""
    text = resources.files(__package__).joinpath("schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def counts(result: Comparison) -> dict[str, dict[str, int]]:
    """How many findings there are, by level and verdict.

    Args:
        result: The comparison.

    Returns:
        A number for every level and verdict; noise is not counted.
    """
    table = {str(level): {str(verdict): 0 for verdict in Verdict} for level in Level}
    for found in result.findings:
        if not (found.noise and found.verdict is Verdict.EQUIVALENT):
            table[found.level][found.verdict] += 1
    return table


def cut(value: Any) -> Any:
    """A side of a finding as it is, or the beginning of its text when it is too large to read."""
    if written_size(value) <= LARGEST_WITNESS:
        return value
    return cut_text(json.dumps(value, ensure_ascii=False, default=str), LARGEST_WITNESS)


def _finding(found: Finding, *, fails: bool) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "help": RULES[found.rule].url,
        "level": str(found.level),
        "verdict": str(found.verdict),
        "fails": fails,
        "message": found.message,
        "place": {**dataclasses.asdict(found.place), "text": str(found.place)},
        "operations": list(found.operations),
        "direction": str(found.direction),
        "old": cut(found.old),
        "new": cut(found.new),
        "witness": None if found.witness is None else dataclasses.asdict(found.witness),
        "noise": found.noise,
        "sources": [
            {"side": one.side, "file": str(one.source.file), "line": one.source.line}
            for one in found.sources
        ],
        "accepted": found.accepted,
    }
