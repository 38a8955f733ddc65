"""A report as Markdown for a pull request, never longer than one comment may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from routeshift.printable import line, markdown, markdown_code, plain
from routeshift.reports.bounds import cut
from routeshift.reports.model import (
    Block,
    Command,
    Fact,
    Help,
    Lines,
    Report,
    Reported,
    Sides,
    Table,
)
from routeshift.reports.text import MOST_OPERATIONS, block_lines

LONGEST = 60_000
"""The longest text, in characters; a comment on GitHub may have 65 536."""

_LONGEST_VALUE = 500
_LONGEST_CELL = 300
# Kept free for the sentence that counts what did not fit.
_CLOSING = 200


def render(report: Report) -> str:
    """A report of at most `LONGEST` characters; what does not fit is counted at the end."""
    lines = [*_head(report)]
    size = sum(len(one) + 1 for one in lines)
    missing = 0
    for block in _blocks(report):
        if size + len(block) + _CLOSING > LONGEST:
            # A later block may be small enough: one that is too long hides no other.
            missing += 1
            continue
        size += len(block) + 1
        lines.append(block)
    if missing:
        lines.append(f"\n_{missing} more did not fit into this comment._")
    return "\n".join(lines) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"### {'✅' if report.passed else '❌'} {markdown(cut(report.title))}\n"
    sides = [markdown_code(cut(side)) for side in (report.old, report.new) if side]
    parts = " → ".join(dict.fromkeys(sides)), *map(markdown, report.about)
    yield " · ".join(one for one in parts if one) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    failing = [one for one in report.findings if one.fails]
    for found in failing:
        yield "\n".join(_failing(found))
    yield from _folded("other findings", [one for one in report.findings if not one.fails])
    for block in (*report.before, *report.after):
        yield from _block(block)
    names = dict.fromkeys(one.rule for one in failing if one.rule in report.helps)
    yield from _rules([report.helps[name] for name in names])


def _failing(found: Reported) -> Iterator[str]:
    word = markdown(found.verdict)
    yield f"- **{word}** {markdown_code(found.rule)}: {_sentence(found.sentence)}"
    if found.hint:
        yield f"  - {_sentence(found.hint)}"
    for part in found.parts:
        if isinstance(part, Fact):
            value = _value(part.text) if part.code else _sentence(part.text)
            yield f"  - {markdown(part.name)} {value}"
        elif isinstance(part, Sides) and part.brief:
            yield f"  - old {_value(part.old)}, new {_value(part.new)}"
        elif isinstance(part, Command):
            yield f"  - {markdown(part.name)}: {markdown_code(part.text)}"
    if found.operations:
        yield f"  - in {_operations(found.operations)}"
    for place in found.nearest:
        yield f"  - {place.side or 'this is'} declared at {markdown_code(str(place))}"


def _operations(operations: Sequence[str]) -> str:
    shown = ", ".join(markdown_code(cut(one)) for one in operations[:MOST_OPERATIONS])
    more = len(operations) - MOST_OPERATIONS
    return shown + (f" and {more} more" if more > 0 else "")


def _sentence(text: str) -> str:
    return markdown(cut(text, _LONGEST_VALUE))


def _value(text: str | None) -> str:
    return "nothing" if text is None else markdown_code(cut(text, _LONGEST_VALUE))


def _folded(title: str, rest: Sequence[Reported]) -> Iterator[str]:
    if not rest:
        return
    rows = [(one.verdict, one.level, one.sentence, _place(one)) for one in rest]
    yield f"\n<details><summary>{len(rest)} {title}</summary>\n"
    yield from _rows(("verdict", "level", "finding", "where"), rows)
    yield "\n</details>"


def _place(found: Reported) -> str:
    for place in found.current:
        return str(place)
    more = f" and {len(found.operations) - 1} more" if len(found.operations) > 1 else ""
    return f"{found.operations[0]}{more}" if found.operations else ""


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        title = markdown(block.title) or ", ".join(map(markdown, block.columns))
        yield f"\n<details><summary>{title}</summary>\n"
        yield from _rows(block.columns, block.rows)
        yield "\n</details>"
    elif isinstance(block, Lines):
        texts = [markdown(cut(text).strip()) for text in block_lines(block)]
        yield "\n" + "\n".join(f"{text}  " for text in texts)
    else:
        yield _fenced(block.title, block.text, block.language)


def _fenced(title: str, text: str, language: str) -> str:
    """Code in a fence that is longer than any within; its lines stay as they are."""
    ticks = "`" * 3
    # A fence inside would end ours, and what follows it would be Markdown.
    while ticks in text:
        ticks += "`"
    body = f"{ticks}{language}\n{plain(text).rstrip()}\n{ticks}"
    folded = markdown(title) or "Listing"
    return f"\n<details><summary>{folded}</summary>\n\n{body}\n\n</details>"


def _rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(markdown, columns))} |\n|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(markdown(cut(cell, _LONGEST_CELL)) for cell in row)} |"


def _rules(helps: Sequence[Help]) -> Iterator[str]:
    """The rules themselves, whose texts are ours and may hold Markdown."""
    if helps:
        yield "\n<details><summary>What the rules mean</summary>\n"
        yield from (f"- {markdown_code(one.id)}: {line(one.text)}" for one in helps)
        yield "\n</details>"
