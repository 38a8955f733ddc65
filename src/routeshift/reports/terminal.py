"""A report as lines for a terminal: what fails in full, what is alike at once, the sum last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from routeshift.printable import line, plain
from routeshift.reports.bounds import LONGEST_LISTING, MOST_SHOWN, cut, left_out
from routeshift.reports.columns import row_lines, width_of_pipes, wrapped
from routeshift.reports.model import Block, Listing, Report, Reported, Severity, Table
from routeshift.reports.text import block_lines, command_lines, detail_lines, listed

Styled: TypeAlias = tuple[str, str]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_IN_A_DIFF = {"+": "green", "-": "red", "@": "cyan"}
_INDENT = "   "
_OPENING = re.compile(r"(`[^`]*`) (.*)", re.S)


def render(report: Report) -> str:
    """A report as plain lines."""
    return "".join(f"{text}\n" for text, _ in lines(report))


def lines(report: Report, width: int | None = None) -> Iterator[Styled]:
    """A report as lines, each with its style in the words of Rich.

    Args:
        report: The report.
        width: The width of the terminal, in which tables and sentences stay; None for a file or a
            pipe, where each sentence is one line.
    """
    last: list[Styled] = []
    for part in filter(None, map(list, _parts(report, width))):
        # A person looks for where the next part begins; a program reads lines.
        if width is not None and len(last) + len(part) > 2 and last and last[-1][0] and part[0][0]:
            yield "", ""
        yield from part
        last = part


def _parts(report: Report, width: int | None) -> Iterator[Iterable[Styled]]:
    yield from (styled_block(block, width) for block in report.before)
    shown = report.findings[:MOST_SHOWN]
    yield _in_full([one for one in shown if _has_more(one)], width)
    yield _in_a_line([one for one in shown if not _has_more(one)], width)
    yield [(text, "dim") for text in filter(None, [left_out(len(report.findings))])]
    yield from (styled_block(block, width) for block in report.after)
    style = "bold green" if report.passed else "bold red"
    summary = [report.summary] if report.summary else []
    yield [(text, style) for one in summary for text in wrapped(line(one), width, hanging=True)]


def styled_block(block: Block, width: int | None) -> Iterator[Styled]:
    """A part of the report itself as lines.

    Args:
        block: The part.
        width: As for `lines`.
    """
    if isinstance(block, Table):
        yield from _table(block, width)
    elif isinstance(block, Listing) and block.language == "diff":
        yield from _diff(block)
    else:
        listing = isinstance(block, Listing)
        for number, text in enumerate(block_lines(block)):
            # A listing is there to be copied, but for its title.
            flowing = not listing or number == 0
            said = wrapped(text, width, hanging=True) if flowing else [text]
            yield from ((part, "") for part in said)


def _table(table: Table, width: int | None) -> Iterator[Styled]:
    if table.detail or not table.rows:
        return
    fitting = width_of_pipes() if width is None else width
    header, *rows = row_lines(table.columns, table.rows, fitting)
    yield from ((text, "bold") for text in header)
    yield from ((text, "") for lines in rows for text in lines)


def _diff(listing: Listing) -> Iterator[Styled]:
    """A unified diff, whose first two lines name the file."""
    if not listing.detail:
        for number, text in enumerate(plain(cut(listing.text, LONGEST_LISTING)).splitlines()):
            yield text, "bold" if number < 2 else _IN_A_DIFF.get(text[:1], "")


def _has_more(found: Reported) -> bool:
    """Whether there is more to see of what fails than a sentence."""
    return found.fails and bool(found.parts)


def _in_full(findings: Iterable[Reported], width: int | None) -> Iterator[Styled]:
    for number, (first, *others) in enumerate(_alike(findings), 1):
        title = f"{number}. {first.verdict} · {first.rule}"
        yield line(title), f"bold {_COLOURS[first.severity]}"
        yield from _below(line(cut(first.sentence)), "", width)
        for text in detail_lines(first):
            yield from _below(line(text), "dim", width)
        if others:
            names = tuple(name for one in others for name in one.operations)
            yield from _below(f"the same in {line(listed(names))}", "dim", width)
        yield f"{_INDENT}routeshift explain {line(first.rule)}", "dim"
        yield from ((text, "") for text in command_lines(first))
        yield "", ""


def _below(text: str, style: str, width: int | None) -> Iterator[Styled]:
    yield from ((part, style) for part in wrapped(_INDENT + text, width))


def _in_a_line(findings: Iterable[Reported], width: int | None) -> Iterator[Styled]:
    for alike in _alike(findings):
        style = _COLOURS[alike[0].severity] if alike[0].severity is not Severity.NOTE else ""
        said = [line(_alone(alike[0]))] if len(alike) == 1 else _together(alike)
        for text in said:
            yield from ((part, style) for part in wrapped(text, width, hanging=True))


def _alone(found: Reported) -> str:
    reached = f"  ({listed(found.operations)})" if found.operations else ""
    parts = (*map(str, found.current[:1]), found.subject, _word(found), cut(found.message))
    return f"{': '.join(part for part in parts if part)}.{reached}"


def _together(alike: Sequence[Reported]) -> Iterator[str]:
    """What several say alike is said once, with the place of each below it."""
    name, said = _opened(alike[0])
    opening = "... " if name else ""
    yield line(f"{_word(alike[0])}, {len(alike)} alike: {opening}{cut(said)}.")
    for one in alike:
        parts = (*map(str, one.current[:1]), one.subject, _opened(one)[0])
        yield "  " + line(": ".join(part for part in parts if part))


def _word(found: Reported) -> str:
    return f"{found.verdict} {found.level}" if found.level else found.verdict


def _opened(found: Reported) -> tuple[str, str]:
    """The name that a message opens with, and the rest."""
    opening = _OPENING.fullmatch(found.message)
    return (opening[1], opening[2]) if opening else ("", found.message)


def _alike(findings: Iterable[Reported]) -> list[list[Reported]]:
    groups: dict[object, list[Reported]] = {}
    for number, found in enumerate(findings):
        # By its number, one that is like no other stays alone.
        groups.setdefault(found.kin or number, []).append(found)
    return list(groups.values())
