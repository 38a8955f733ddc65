"""Parts of a report as plain lines, for the formats that have no other means."""

from __future__ import annotations

from collections.abc import Iterator

from routeshift.printable import line, plain
from routeshift.reports.bounds import LONGEST_LISTING, cut
from routeshift.reports.columns import table_lines
from routeshift.reports.model import Block, Command, Fact, Lines, Listing, Part, Reported, Sides

MOST_OPERATIONS = 5
_GAP = "  "


def said(found: Reported) -> str:
    """A finding in a few sentences on one line, for readers that have room for no more."""
    sides = [part for part in found.parts if isinstance(part, Fact | Sides)]
    details = [text for part in sides for text in _part_lines(part)]
    sentences = (found.sentence[:1].upper() + found.sentence[1:], found.hint, *details)
    return line(cut(". ".join(cut(text).rstrip(".") for text in sentences if text)) + ".")


def finding_lines(found: Reported) -> Iterator[str]:
    """All that a finding says, line by line."""
    yield line(cut(found.sentence))
    yield from map(line, detail_lines(found))
    yield from command_lines(found)


def detail_lines(found: Reported) -> Iterator[str]:
    """What stands below a finding's sentence, but for lines to copy."""
    if found.hint:
        yield cut(found.hint)
    for part in found.parts:
        yield from _part_lines(part)
    if found.operations:
        yield f"in {listed(found.operations)}"
    for place in found.nearest:
        yield f"{place.side} declared at {place}" if place.side else f"at {place}"
    if found.accepted:
        yield f"accepted: {cut(found.accepted)}"


def command_lines(found: Reported) -> Iterator[str]:
    """The lines of a finding that are copied into a shell."""
    for part in found.parts:
        if isinstance(part, Command):
            yield plain(cut(part.text, LONGEST_LISTING))


def block_lines(block: Block) -> Iterator[str]:
    """A part of the report itself; what is only for formats with room is left out."""
    if isinstance(block, Lines):
        yield from _with_title(block)
    elif block.detail:
        return
    elif isinstance(block, Listing):
        yield from (line(block.title), "")
        yield from plain(cut(block.text, LONGEST_LISTING)).splitlines()
        yield ""
    else:
        yield from filter(None, (line(block.title),))
        yield from table_lines(block.columns, block.rows)


def listed(operations: tuple[str, ...]) -> str:
    """A few operations, and how many more there are."""
    more = len(operations) - MOST_OPERATIONS
    shown = ", ".join(cut(one) for one in operations[:MOST_OPERATIONS])
    return shown + (f" and {more} more" if more > 0 else "")


def _part_lines(part: Part) -> Iterator[str]:
    if isinstance(part, Fact):
        yield f"{part.name} {cut(part.text)}" if part.name else cut(part.text)
    elif isinstance(part, Sides) and part.brief:
        for name, value in (("old", part.old), ("new", part.new)):
            yield f"{name}: {'nothing' if value is None else cut(value)}"


def _with_title(block: Lines) -> Iterator[str]:
    indent = _GAP if block.title else ""
    yield from filter(None, (line(block.title),))
    for text in block.lines[: block.most]:
        yield indent + line(text)
    left = len(block.lines) - (block.most or len(block.lines))
    if left > 0:
        yield f"{indent}and {left} more: a report as JSON or HTML has them."
