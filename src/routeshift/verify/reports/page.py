"""The HTML report: one file that needs no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from routeshift.printable import html_text
from routeshift.verify.cases.curl_lines import curl
from routeshift.verify.cases.endpoint import anonymous
from routeshift.verify.cases.exchange import Exchange
from routeshift.verify.findings.grouping import Finding
from routeshift.verify.text import extent, value_text
from routeshift.verify.verification import SideFacts, Verification
from routeshift.wording import plural

_BODY = 3000
_HERE = Path(__file__).parent


def render(verification: Verification) -> str:
    """The report as an HTML page."""
    style = (_HERE / "page.css").read_text("utf-8")
    script = (_HERE / "page.js").read_text("utf-8")
    title = f"{_html(verification.old.name)} → {_html(verification.new.name)}"
    return "\n".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>verify: {title}</title><style>{style}</style></head><body>",
            *_head(verification, title),
            *_filter(verification),
            '<section id="findings">',
            *(
                part
                for finding in verification.findings
                for part in _finding(finding, verification)
            ),
            "</section>",
            *_coverage(verification),
            *_noise(verification),
            f"<script>{script}</script></body></html>\n",
        )
    )


def _head(verification: Verification, title: str) -> Iterator[str]:
    count = len(verification.findings)
    told = "No difference" if verification.equal else plural(count, "difference")
    verdict = "equal" if verification.equal else "differs"
    yield f'<header><h1>{title}</h1><p class="verdict {verdict}">{told}</p>'
    yield f"<p>{extent(verification)}</p>"
    starts = [s.start for s in (verification.old, verification.new) if s.start]
    if starts and count:
        lines = "\n".join(starts)
        yield f"<p>The curl lines work while these run:</p><pre>{_html(lines)}</pre>"
    yield "</header>"


def _filter(verification: Verification) -> Iterator[str]:
    if verification.equal:
        return
    operations = dict.fromkeys(f.cause.operation for f in verification.findings)
    yield '<nav><label>Operation <select id="operation"><option value="">all</option>'
    yield from (f"<option>{_html(operation)}</option>" for operation in operations)
    yield "</select></label>"
    yield '<label>Contains <input id="words" type="search"></label>'
    yield '<output id="shown"></output></nav>'


def _finding(finding: Finding, verification: Verification) -> Iterator[str]:
    cause = finding.cause
    yield f'<article data-operation="{_html(cause.operation)}">'
    outcome = f" <b>{_html(finding.outcome)}</b>" if finding.outcome else ""
    yield f"<h2>{_html(cause.operation)}</h2>"
    yield f'<p class="place"><code>{_html(cause.pointer)}</code>{outcome}'
    yield f" · {plural(finding.count, 'case')} · {_html(finding.case.origin)}</p>"
    if finding.hint:
        yield f'<p class="hint">{_html(finding.hint)}</p>'
    yield '<div class="sides">'
    shown = finding.shown
    yield from _side("old", verification.old, finding.old, shown.old, finding)
    yield from _side("new", verification.new, finding.new, shown.new, finding)
    yield "</div>"
    yield from _all_differences(finding)
    yield "</article>"


def _side(
    role: str, side: SideFacts, exchange: Exchange, value: Any, finding: Finding
) -> Iterator[str]:
    yield f'<div class="side {role}"><h3>{role}</h3>'
    yield f'<pre class="value">{_html(value_text(value))}</pre>'
    source = side.sources.get(anonymous(finding.cause.operation))
    if source:
        yield f'<p class="source">{_html(source)}</p>'
    yield f'<pre class="curl">{_html(curl(finding.case, side.base))}</pre>'
    yield f"<details><summary>The whole exchange</summary><pre>{_html(_exchange(exchange))}</pre>"
    yield "</details></div>"


def _exchange(exchange: Exchange) -> str:
    lines = [f"{exchange.status}" if exchange.failure is None else exchange.failure]
    lines += [f"{name}: {value}" for name, value in exchange.headers]
    lines += ["", exchange.body[:_BODY].decode("utf-8", "backslashreplace")]
    for received in exchange.received:
        arguments = json.dumps(received.arguments, indent=2, ensure_ascii=False)
        lines.append(f"received: {received.operation} {received.moment} {arguments}")
    return "\n".join(lines)


def _all_differences(finding: Finding) -> Iterator[str]:
    if len(finding.differences) < 2:
        return
    yield f"<details><summary>All {len(finding.differences)} differences of this case</summary>"
    yield "<table><tr><th>where</th><th>old</th><th>new</th></tr>"
    for difference in finding.differences[:100]:
        cells = (difference.pointer, value_text(difference.old), value_text(difference.new))
        yield f"<tr>{''.join(f'<td><code>{_html(cell)}</code></td>' for cell in cells)}</tr>"
    yield "</table></details>"


def _coverage(verification: Verification) -> Iterator[str]:
    coverage = verification.coverage
    gaps = coverage.gaps()
    yield "<section><h2>What was reached</h2>"
    yield "<p>What is listed as not reached was not compared, and is not called equal.</p>"
    if coverage.without_generator:
        yield "<p>schemathesis was not used.</p>"
    yield "<table><tr><th>operation</th><th>cases</th><th>came through</th><th>statuses</th>"
    yield "<th>errors raised</th><th>not reached</th></tr>"
    for label, reached in coverage.operations.items():
        statuses = ", ".join(f"{s}: {n}" for s, n in sorted(reached.statuses.items(), key=str))
        missed = "; ".join(gaps.get(label, ()))
        cells = (reached.cases, reached.called, statuses, len(reached.errors), missed)
        row = "".join(f"<td>{_html(str(cell))}</td>" for cell in cells)
        yield f"<tr><td><code>{_html(label)}</code></td>{row}</tr>"
    yield "</table>"
    for label in gaps.keys() - coverage.operations.keys():
        yield f"<p>{_html(label)}: {_html('; '.join(gaps[label]))}</p>"
    yield "</section>"


def _noise(verification: Verification) -> Iterator[str]:
    if not verification.noise:
        return
    yield "<section><h2>Noise</h2><p>The old side differs from itself here. Of these values the"
    yield "type and the shape are compared, and whether both sides speak of one thing.</p><ul>"
    for (operation, pointer), example in verification.noise.items():
        yield f"<li><code>{_html(operation)} {_html(pointer)}</code> {_html(example[:200])}</li>"
    yield "</ul></section>"


def _html(text: str) -> str:
    return html_text(text)
