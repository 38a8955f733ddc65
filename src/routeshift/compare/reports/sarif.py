"""A comparison as SARIF 2.1.0, for code scanning; it points at the Python source where known."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import Level, Verdict
from routeshift.compare.rules import RULES
from routeshift.printable import json_text, line

if TYPE_CHECKING:
    from routeshift.compare.records import Comparison, Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Verdict.BREAKING: "error",
    Verdict.UNDECIDED: "warning",
    Verdict.COMPATIBLE: "note",
    Verdict.COSMETIC: "note",
    Verdict.EQUIVALENT: "none",
}


def as_sarif(
    result: Comparison,
    *,
    level: Level | str = Level.WIRE,
    strict: bool = False,
    artifact: str = "openapi.json",
) -> str:
    """A comparison as SARIF.

    Args:
        result: The comparison.
        level: The level that decides what fails.
        strict: Whether compatible changes fail too.
        artifact: The file to point at when no source is known: the new document.

    Returns:
        JSON text. Only what fails is an error; noise is left out.
    """
    found = [one for one in result.findings if one.verdict is not Verdict.EQUIVALENT]
    used = sorted({one.rule for one in found})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(used)},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(one, used, artifact, fails=one.fails(Level(level), strict=strict))
                    for one in found
                ],
            }
        ],
    }
    return json_text(log, ascii_only=True) + "\n"


def _driver(used: list[str]) -> dict[str, Any]:
    return {
        "name": "routeshift compare",
        "version": version("routeshift"),
        "rules": [_rule(name) for name in used],
    }


def _rule(name: str) -> dict[str, Any]:
    rule = RULES[name]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.sentence},
        "help": {"text": f"See {rule.url}."},
        "properties": {"level": str(rule.level)},
    }


def _result(found: Finding, used: list[str], artifact: str, *, fails: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": used.index(found.rule),
        "level": _severity(found, fails=fails),
        "message": {"text": _message(found)},
        "locations": _locations(found, artifact),
        "partialFingerprints": {"cause/v1": _fingerprint(found)},
        "properties": {
            "verdict": str(found.verdict),
            "level": str(found.level),
            "operations": list(found.operations),
        },
    }
    if found.accepted:
        result["suppressions"] = [{"kind": "external", "justification": found.accepted}]
    return result


def _severity(found: Finding, *, fails: bool) -> str:
    if fails:
        return "warning" if found.verdict is Verdict.UNDECIDED else "error"
    return "note" if found.verdict is Verdict.BREAKING else _LEVELS[found.verdict]


def _message(found: Finding) -> str:
    text = found.message[:1].upper() + found.message[1:] + "."
    if found.witness is not None:
        payload = json.dumps(found.witness.payload, ensure_ascii=False)[:500]
        told = f"{found.witness.accepted_by} accepts, {found.witness.refused_by} refuses"
        text += f" {told}: {payload}"
    return line(text)


def _locations(found: Finding, artifact: str) -> list[dict[str, Any]]:
    logical = [{"fullyQualifiedName": f"{one}: {found.place}"} for one in found.operations[:10]]
    places = [(str(one.file), one.line) for one in found.current()[:10]] or [(artifact, 1)]
    return [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": _uri(file)},
                "region": {"startLine": line},
            },
            **({"logicalLocations": logical} if logical else {}),
        }
        for file, line in places
    ]


def _uri(file: str) -> str:
    """A path as code scanning wants it: relative to the working directory where it can be."""
    path = Path(file)
    if not path.is_absolute():
        return path.as_posix()
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_uri()


def _fingerprint(found: Finding) -> str:
    text = "|".join((found.rule, str(found.place), found.message))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
