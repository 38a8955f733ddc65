"""A comparison as one HTML file that works without a network."""

from __future__ import annotations

import difflib
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import Level, Verdict
from routeshift.compare.reports.data import counts, cut_text
from routeshift.compare.rules import RULES
from routeshift.printable import html_text
from routeshift.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routeshift.compare.records import Comparison, Finding

_MOST = 2_000
_LONGEST = 400
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def as_html(result: Comparison, *, level: Level | str = Level.WIRE, strict: bool = False) -> str:
    """A comparison as a page with filters by level, verdict, operation and words.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.

    Returns:
        The whole page: styles and script inside, nothing loaded from anywhere.
    """
    failing = result.at(level, strict=strict)
    told = "is not preserved" if failing else "is preserved"
    title = f"The contract {told} at level {Level(level)}"
    ordered = sorted(result.findings, key=lambda one: not one.fails(Level(level), strict=strict))[
        :_MOST
    ]
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{html_text(title)}</title>",
        f"<style>{_file('page.css')}</style></head><body><main>",
        f'<h1 class="{"bad" if failing else "good"}">{html_text(title)}</h1>',
        f'<p class="about">{html_text(_about(result, failing))}</p>',
        _form(result),
        '<p id="shown" role="status"></p>',
        *(_finding(one, fails=one.fails(Level(level), strict=strict)) for one in ordered),
        _rest(result),
        f"</main><script>{_file('page.js')}</script></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _about(result: Comparison, failing: tuple[Finding, ...]) -> str:
    names = " → ".join(dict.fromkeys(one for one in (result.old_title, result.new_title) if one))
    count = plural(len(failing), "difference")
    parts = (names, f"{plural(result.operations, 'operation')} compared", count)
    return " · ".join(part for part in parts if part)


def _rest(result: Comparison) -> str:
    left = len(result.findings) - _MOST
    more = f"{left} more findings did not fit into this page. " if left > 0 else ""
    return f"<footer>{more}Written by routeshift compare.</footer>"


def _form(result: Comparison) -> str:
    table = counts(result)
    of_level = {str(level): sum(table[level].values()) for level in Level}
    of_verdict = {str(one): sum(row[one] for row in table.values()) for one in Verdict}
    operations = sorted({name for one in result.findings for name in one.operations})
    options = "".join(f"<option>{html_text(name)}</option>" for name in operations)
    return (
        "<form>"
        f"<fieldset><legend>Level</legend>{_chips('level', of_level)}</fieldset>"
        f"<fieldset><legend>Verdict</legend>{_chips('verdict', of_verdict)}</fieldset>"
        '<label class="field">Operation<select name="operation">'
        f'<option value="">all operations</option>{options}</select></label>'
        '<label class="field">Words<input type="search" name="text"></label>'
        "</form>"
    )


def _chips(name: str, counted: dict[str, int]) -> str:
    return "".join(
        f'<label class="chip"><input type="checkbox" name="{name}" value="{value}" checked>'
        f"{value} {count}</label>"
        for value, count in counted.items()
    )


def _finding(found: Finding, *, fails: bool) -> str:
    operations = html_text(json.dumps(list(found.operations)))
    label = "accepted" if found.accepted else str(found.verdict)
    return (
        f'<details class="finding {found.verdict}" data-level="{found.level}"'
        f' data-verdict="{found.verdict}" data-operations="{operations}"'
        f"{' open' if fails else ''}>"
        f'<summary><span class="verdict">{label}</span>'
        f'<span class="level">{found.level}</span>'
        f'<span class="message">{_message(found.message)}</span></summary>'
        f'<div class="body"><dl>{"".join(_rows(found))}</dl>{_sides(found)}</div></details>'
    )


def _message(text: str) -> str:
    """A sentence with its quoted names as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html_text(text))


def _rows(found: Finding) -> Iterator[str]:
    yield _row("rule", _code(found.rule) + f" {html_text(RULES[found.rule].sentence)}")
    yield _row("place", html_text(f"{found.place.part} {found.place.path}".strip()))
    if found.operations:
        yield _row("operations", ", ".join(map(_code, found.operations)))
    if found.sources:
        places = (f"{one.side} at {_code(one.place)}" for one in found.sources)
        yield _row("declared", "<br>".join(places))
    if found.witness is not None:
        payload = json.dumps(found.witness.payload, ensure_ascii=False)
        told = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses "
        yield _row("witness", html_text(told) + _code(payload))
    if found.noise:
        yield _row("noise", html_text(found.noise))
    if found.accepted:
        yield _row("accepted", html_text(found.accepted))


def _row(name: str, html: str) -> str:
    return f"<dt>{name}</dt><dd>{html}</dd>"


def _code(text: str) -> str:
    return f"<code>{html_text(text)}</code>"


def _sides(found: Finding) -> str:
    if found.old is None and found.new is None:
        return ""
    old, new = _lines(found.old), _lines(found.new)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    kept_old: set[int] = set()
    kept_new: set[int] = set()
    for left, right, size in matcher.get_matching_blocks():
        kept_old |= set(range(left, left + size))
        kept_new |= set(range(right, right + size))
    return (
        '<div class="sides">'
        f'<div class="old"><h3>old</h3>{_pre(old, kept_old)}</div>'
        f'<div class="new"><h3>new</h3>{_pre(new, kept_new)}</div></div>'
    )


def _lines(value: Any) -> list[str]:
    if value is None:
        return []
    lines = json.dumps(value, indent=2, ensure_ascii=False, default=str).splitlines()
    shown = [cut_text(line) for line in lines[:_LONGEST]]
    return shown if len(lines) <= _LONGEST else [*shown, "…"]


def _pre(lines: list[str], kept: Iterable[int]) -> str:
    if not lines:
        return '<pre class="none">nothing</pre>'
    same = set(kept)
    spans = (
        f"<span>{html_text(line)}</span>"
        if number in same
        else f'<span class="changed">{html_text(line)}</span>'
        for number, line in enumerate(lines)
    )
    return f"<pre>{''.join(spans)}</pre>"
