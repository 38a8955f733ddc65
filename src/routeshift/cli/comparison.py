"""A comparison on the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from routeshift.compare.records import Level, Verdict
from routeshift.compare.rules import RULES
from routeshift.printable import line
from routeshift.wording import plural

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from routeshift.compare.records import Comparison, Finding

_COLOURS = {
    Verdict.BREAKING: "red",
    Verdict.UNDECIDED: "yellow",
    Verdict.COMPATIBLE: "cyan",
    Verdict.COSMETIC: "magenta",
    Verdict.EQUIVALENT: "green",
}
_SHOWN_OPERATIONS = 5
_LONGEST_PAYLOAD = 600


def show(console: Console, result: Comparison, level: Level, *, strict: bool) -> None:
    """Print a comparison.

    Args:
        console: Where to.
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.
    """
    failing = result.at(level, strict=strict)
    for found in failing:
        console.print(_panel(found))
    rest = [found for found in result.findings if not found.fails(Level(level), strict=strict)]
    for found in rest:
        console.print(_line(found), soft_wrap=True)
    console.print(_summary(result, failing, level), soft_wrap=True)


def _panel(found: Finding) -> RenderableType:
    lines: list[RenderableType] = [Text(line(found.message))]
    lines.append(Text(line(f"at {found.place.part} {found.place.path}".rstrip()), style="dim"))
    lines.append(Text(_operations(found)))
    places = (f"{one.side} declared at {one.place}" for one in found.nearest())
    lines += [Text(line(place), style="dim") for place in places]
    if found.witness is not None:
        payload = json.dumps(found.witness.payload, ensure_ascii=False)[:_LONGEST_PAYLOAD]
        told = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses: "
        lines.append(Text.assemble((told, "bold"), line(payload)))
    title = Text(f"{found.verdict} · {found.rule}", style=f"bold {_COLOURS[found.verdict]}")
    return Panel(
        Group(*lines),
        title=title,
        title_align="left",
        subtitle=Text(RULES[found.rule].url, style="dim"),
        subtitle_align="right",
        border_style=_COLOURS[found.verdict],
    )


def _operations(found: Finding) -> str:
    if not found.operations:
        return "the whole document"
    shown = ", ".join(found.operations[:_SHOWN_OPERATIONS])
    more = len(found.operations) - _SHOWN_OPERATIONS
    return line(shown) + (f" and {more} more" if more > 0 else "")


def _line(found: Finding) -> Text:
    label = "noise" if found.noise else "accepted" if found.accepted else str(found.verdict)
    colour = _COLOURS[found.verdict]
    text = Text.assemble(
        (f"{label:>10} ", colour), (f"{found.level:<4} ", "dim"), line(found.message)
    )
    if found.operations:
        text.append(f"  ({_operations(found)})", style="dim")
    return text


def _summary(result: Comparison, failing: tuple[Finding, ...], level: Level) -> Text:
    seen = f"{plural(result.operations, 'operation')} compared"
    if not failing:
        text = f"✓ The contract is preserved at level {level}: {seen}."
        return Text(text, style="bold green")
    count = plural(len(failing), "difference")
    text = f"✗ The contract is not preserved at level {level}: {count}, {seen}."
    return Text(text, style="bold red")
