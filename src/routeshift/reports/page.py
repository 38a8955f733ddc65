"""A report as one HTML file that works without a network, with filters and the rules' texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from routeshift.printable import html_text
from routeshift.reports.bounds import LARGEST_PAGE, LONGEST_LISTING, MOST_SHOWN, cut, left_out
from routeshift.reports.differing import sides
from routeshift.reports.model import (
    Block,
    Command,
    Fact,
    Help,
    Lines,
    Listing,
    Part,
    Report,
    Reported,
    Sides,
    Table,
)
from routeshift.texts import site_uri

_HERE = Path(__file__).parent
# A list to choose from that is longer helps nobody; the field for words finds the rest.
_MOST_CHOICES = 500
# What slips through an escape still loads nothing: the page needs no network by this policy.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def render(report: Report) -> str:
    """A report as a page: styles and script inside, nothing loaded from anywhere."""
    title = html_text(cut(report.title))
    shown = _fitting(report)
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{title}</title>",
            f"<style>{_file('page.css')}</style></head><body><main>",
            *_head(report, title),
            *(part for block in report.before for part in _block(block)),
            *(_filters(report) if shown else ()),
            *shown,
            _note(left_out(len(report.findings), len(shown))),
            *(part for block in report.after for part in _block(block)),
            *_rules([report.helps[name] for name in sorted(_named(report))]),
            f"<footer>Written by {html_text(report.command)}.</footer>",
            f"</main><script>{_file('page.js')}</script></body></html>\n",
        )
    )


def _fitting(report: Report) -> list[str]:
    """As many findings as a browser can show."""
    found: list[str] = []
    size = 0
    for one in report.findings[:MOST_SHOWN]:
        text = _finding(one, report)
        size += len(text)
        if size > LARGEST_PAGE:
            break
        found.append(text)
    return found


def _file(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _note(text: str) -> str:
    return f'<p class="quiet">{html_text(text)}</p>' if text else ""


def _head(report: Report, title: str) -> Iterator[str]:
    yield f'<header><h1 class="{"good" if report.passed else "bad"}">{title}</h1>'
    named = [("old", report.old), ("new", report.new)] if report.old else [("of", report.new)]
    sides = (
        f'<div class="{role}"><dt>{role}</dt><dd>{html_text(cut(name))}</dd></div>'
        for role, name in named
        if name
    )
    yield f'<dl class="named">{"".join(sides)}</dl>'
    yield _note(" · ".join(report.about))
    yield "</header>"


def _filters(report: Report) -> Iterator[str]:
    chips = {
        "level": Counter(one.level for one in report.findings if one.level),
        "verdict": Counter(one.verdict for one in report.findings),
    }
    operations = sorted({name for one in report.findings for name in one.operations})
    options = "".join(f"<option>{html_text(name)}</option>" for name in operations[:_MOST_CHOICES])
    yield "<form>"
    yield from (_chips(name, found) for name, found in chips.items() if found)
    if operations:
        yield '<label class="field">Operation<select name="operation">'
        yield f'<option value="">all operations</option>{options}</select></label>'
    yield '<label class="field">Words<input type="search" name="text"></label>'
    yield '<output id="shown" role="status"></output></form>'


def _chips(name: str, counted: Counter[str]) -> str:
    boxes = "".join(
        f'<label class="chip"><input type="checkbox" name="{name}" value="{html_text(value)}"'
        f" checked>{html_text(value)} {count}</label>"
        for value, count in counted.items()
    )
    return f"<fieldset><legend>{name.title()}</legend>{boxes}</fieldset>"


def _finding(found: Reported, report: Report) -> str:
    weight = "accepted" if found.accepted else "noise" if found.noise else str(found.severity)
    operations = html_text(json.dumps([cut(one) for one in found.operations[:_MOST_CHOICES]]))
    level = html_text(found.level)
    return (
        f'<details class="finding {weight}" data-level="{level}"'
        f' data-verdict="{html_text(found.verdict)}" data-operations="{operations}"'
        f"{' open' if found.fails else ''}>"
        f'<summary><span class="verdict">{html_text(found.verdict)}</span>'
        f'<span class="level">{level}</span>'
        f'<span class="message">{_summary(found)}</span></summary>'
        f'<div class="body">{_hint(found)}<dl>{"".join(_rows(found, report))}</dl>'
        f"{''.join(_part(part) for part in found.parts)}</div></details>"
    )


def _summary(found: Reported) -> str:
    text = _sentence(found.sentence)
    if not found.operations:
        return text
    more = f" and {len(found.operations) - 1} more" if len(found.operations) > 1 else ""
    return f'{text} <span class="quiet">{html_text(cut(found.operations[0]))}{more}</span>'


def _hint(found: Reported) -> str:
    return f'<p class="hint">{_sentence(found.hint)}</p>' if found.hint else ""


def _rows(found: Reported, report: Report) -> Iterator[str]:
    yield _row("rule", _link(found.rule, report))
    if len(found.operations) > 1:
        yield _row("operations", ", ".join(map(_code, map(cut, found.operations[:_MOST_CHOICES]))))
    if found.locations:
        places = (f"{one.side} {_code(str(one))}".strip() for one in found.locations)
        yield _row("declared", "<br>".join(places))
    for part in found.parts:
        if isinstance(part, Fact):
            yield _row(part.name, _code(cut(part.text)) if part.code else _sentence(part.text))
    if found.accepted:
        yield _row("accepted", html_text(cut(found.accepted)))


def _link(rule: str, report: Report) -> str:
    if rule not in report.helps:
        return _code(rule)
    known = report.helps[rule]
    return f'<a href="#rule-{html_text(rule)}">{_code(rule)}</a> {_sentence(known.sentence)}'


def _row(name: str, html: str) -> str:
    return f"<dt>{html_text(name)}</dt><dd>{html}</dd>"


def _code(text: str) -> str:
    return f"<code>{html_text(text)}</code>"


def _sentence(text: str) -> str:
    """A sentence with its quoted names as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html_text(cut(text)))


def _part(part: Part) -> str:
    if isinstance(part, Sides):
        return sides(part)
    if isinstance(part, Command):
        return f"<p>{html_text(part.name)}</p>{_copied(part.text)}"
    return "" if isinstance(part, Fact) else "".join(_folded(part))


def _copied(text: str) -> str:
    shown = html_text(cut(text, LONGEST_LISTING))
    return f'<div class="command"><pre>{shown}</pre><button type="button">Copy</button></div>'


def _folded(block: Listing | Table) -> Iterator[str]:
    yield f"<details><summary>{html_text(block.title)}</summary>"
    yield from _content(block)
    yield "</details>"


def _block(block: Block) -> Iterator[str]:
    title = html_text(block.title)
    if isinstance(block, Listing) and block.detail:
        yield f'<section class="folded">{"".join(_folded(block))}</section>'
        return
    yield f"<section><h2>{title}</h2>" if title else "<section>"
    yield from _content(block)
    yield "</section>"


def _content(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        head = "".join(f"<th>{html_text(name)}</th>" for name in block.columns)
        yield f'<div class="scrolled"><table><thead><tr>{head}</tr></thead><tbody>'
        for row in block.rows[:MOST_SHOWN]:
            yield f"<tr>{''.join(f'<td>{html_text(cut(cell))}</td>' for cell in row)}</tr>"
        yield "</tbody></table></div>"
    elif isinstance(block, Lines):
        yield from (f"<p>{_sentence(text)}</p>" for text in block.lines[:MOST_SHOWN])
    elif block.language == "diff":
        rows = cut(block.text, LONGEST_LISTING).splitlines()
        yield f'<pre class="diff">{"".join(map(_diff_line, rows))}</pre>'
    else:
        yield f"<pre>{html_text(cut(block.text, LONGEST_LISTING))}</pre>"


def _diff_line(text: str) -> str:
    kind = {"+": "added", "-": "removed", "@": "at"}.get(text[:1], "")
    return f'<span class="{kind}">{html_text(text)}</span>'


def _named(report: Report) -> set[str]:
    return {one.rule for one in report.findings if one.rule in report.helps}


def _rules(helps: list[Help]) -> Iterator[str]:
    if not helps:
        return
    yield '<section class="rules"><h2>Rules</h2>'
    for one in helps:
        traits = f'<p class="quiet">{html_text(" · ".join(one.traits))}</p>' if one.traits else ""
        example = f"<p>For example: {_sentence(one.example)}.</p>" if one.example else ""
        yield f'<article id="rule-{html_text(one.id)}"><h3>{_code(one.id)}</h3>{traits}'
        yield f"<p>{_sentence(one.text)}</p>{example}{_more(one)}</article>"
    yield "</section>"


def _more(known: Help) -> str:
    """A link to the site: a file of the machine that wrote the page is not where it is read."""
    address = html_text(site_uri(known.page))
    return f'<p><a href="{address}">Read on</a></p>' if address else ""
