"""A report as SARIF 2.1.0, for code scanning; it points at the Python source where known."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from routeshift.printable import json_text, line
from routeshift.reports.bounds import cut
from routeshift.reports.fingerprints import fingerprint
from routeshift.reports.model import Help, Report, Reported
from routeshift.reports.text import said
from routeshift.texts import page_uri

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_PLACES = 10
_MOST_OPERATIONS = 10


def render(report: Report) -> str:
    """A report as JSON; only what fails is an error or a warning."""
    found = report.telling
    rules = {name: at for at, name in enumerate(sorted({one.rule for one in found}))}
    driver = {
        "name": report.command,
        "version": version("routeshift"),
        "rules": [_rule(name, report.helps.get(name)) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules[one.rule], report.artifact) for one in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log, ascii_only=True) + "\n"


def _rule(name: str, known: Help | None) -> dict[str, Any]:
    if known is None:
        return {"id": name}
    example = f"\n\nFor example: {known.example}." if known.example else ""
    more = {"helpUri": uri} if (uri := page_uri(known.page)) else {}
    return {
        "id": known.id,
        "shortDescription": {"text": known.sentence},
        "fullDescription": {"text": known.text},
        "help": {
            "text": f"{known.text}{example}",
            "markdown": f"{known.text}{example}\n\n`routeshift explain {known.id}`",
        },
        **more,
        "properties": {"tags": list(known.traits)},
    }


def _result(found: Reported, index: int, artifact: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": str(found.severity),
        "message": {"text": said(found)},
        "locations": _locations(found, artifact),
        "partialFingerprints": {"cause/v1": fingerprint(found)},
        "properties": {
            "verdict": found.verdict,
            "level": found.level,
            "operations": [cut(one) for one in found.operations[:_MOST_OPERATIONS]],
        },
    }
    if found.accepted:
        result["suppressions"] = [{"kind": "external", "justification": found.accepted}]
    return result


def _locations(found: Reported, artifact: str) -> list[dict[str, Any]]:
    logical = [{"fullyQualifiedName": line(cut(one))} for one in found.operations[:_MOST_PLACES]]
    places = [(_uri(one.path), one.line) for one in found.current[:_MOST_PLACES]]
    return [
        {
            "physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": number}},
            **({"logicalLocations": logical} if logical else {}),
        }
        # Code scanning drops a result without a place.
        for uri, number in places or [(artifact, 1)]
    ]


def _uri(file: str) -> str:
    """A path as code scanning wants it: relative to the working directory where it can be."""
    path = Path(file)
    scheme = "file://" if path.is_absolute() else ""
    return scheme + quote(path.as_posix(), safe="/:@", errors="replace")
