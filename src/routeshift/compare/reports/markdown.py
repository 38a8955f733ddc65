"""A comparison as Markdown for a pull request, never longer than one comment may be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from routeshift.compare.records import Level
from routeshift.compare.rules import RULES
from routeshift.printable import markdown, markdown_code
from routeshift.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.records import Comparison, Finding

LONGEST = 60_000
"""The longest text, in characters; a comment on GitHub may have 65 536."""

_SHOWN_OPERATIONS = 5
_LONGEST_PAYLOAD = 500
_LONGEST_CELL = 300


def as_markdown(
    result: Comparison,
    *,
    level: Level | str = Level.WIRE,
    strict: bool = False,
    docs: str = "",
) -> str:
    """A comparison as Markdown.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.
        docs: Where the documentation is, to make links of rule ids; "" for no links.

    Returns:
        At most `LONGEST` characters; what does not fit is counted at the end.
    """
    failing = result.at(level, strict=strict)
    rest = [found for found in result.findings if not found.fails(Level(level), strict=strict)]
    lines = [_verdict(result, failing, Level(level)), ""]
    size = sum(map(len, lines))
    left_out = 0
    for block in (*_breaks(failing, docs), *_table(rest)):
        if size + len(block) + 200 > LONGEST:
            left_out += 1
            continue
        size += len(block) + 1
        lines.append(block)
    if left_out:
        lines.append(f"\n_{left_out} more did not fit into this comment._")
    return "\n".join(lines) + "\n"


def _verdict(result: Comparison, failing: tuple[Finding, ...], level: Level) -> str:
    seen = f"{plural(result.operations, 'operation')} compared"
    if not failing:
        return f"### ✅ The contract is preserved at level {level}\n\n{seen}."
    count = plural(len(failing), "difference")
    return f"### ❌ The contract is not preserved at level {level}\n\n{count}, {seen}."


def _breaks(failing: tuple[Finding, ...], docs: str) -> Iterator[str]:
    for found in failing:
        yield "\n".join(_break(found, docs))


def _break(found: Finding, docs: str) -> Iterator[str]:
    rule = f"`{found.rule}`"
    if docs:
        rule = f"[{rule}]({docs.rstrip('/')}/{RULES[found.rule].url.removeprefix('docs/')})"
    yield f"- **{found.verdict}** {rule}: {markdown(found.message)}"
    place = f"{markdown_code(found.place.part)} {markdown_code(found.place.path)}"
    yield f"  - {place}; {_operations(found)}"
    for one in found.nearest():
        yield f"  - {one.side} declared at {markdown_code(one.place)}"
    if found.witness is not None:
        payload = json.dumps(found.witness.payload, ensure_ascii=False)[:_LONGEST_PAYLOAD]
        told = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses"
        yield f"  - {told} {markdown_code(payload)}"


def _operations(found: Finding) -> str:
    if not found.operations:
        return "the whole document"
    shown = ", ".join(markdown_code(one) for one in found.operations[:_SHOWN_OPERATIONS])
    more = len(found.operations) - _SHOWN_OPERATIONS
    return shown + (f" and {more} more" if more > 0 else "")


def _table(rest: list[Finding]) -> Iterator[str]:
    if not rest:
        return
    yield f"\n<details><summary>{len(rest)} other findings</summary>\n"
    yield "| verdict | level | finding | operations |\n|---|---|---|---|"
    for found in rest:
        message = markdown(found.message[:_LONGEST_CELL])
        label = "noise" if found.noise else "accepted" if found.accepted else found.verdict
        yield f"| {label} | {found.level} | {message} | {len(found.operations)} |"
    yield "\n</details>"
