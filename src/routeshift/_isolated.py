"""The other side of `routeshift.target`: look at one target, and answer in JSON."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import Any

from routeshift.errors import RouteshiftError
from routeshift.target import load


def main() -> None:
    """Answer `document SPEC` or `operations SPEC` on standard output.

    What the target itself prints while it is imported goes to standard error.
    """
    answers = os.dup(1)
    os.dup2(2, 1)
    what, spec = sys.argv[1:]
    try:
        answer = {"result": _ANSWERS[what](spec)}
    except RouteshiftError as error:
        answer = {"error": _record(error)}
    except Exception as error:
        words = f"{spec} has no {what}: {type(error).__name__}: {error}."
        answer = {"error": _record(RouteshiftError(words))}
    with open(answers, "w", encoding="utf-8") as out:
        json.dump(answer, out, default=str)


def document(spec: str) -> dict[str, Any]:
    """The document of a target."""
    from routeshift.openapi import document as build

    target = load(spec)
    if target.app is not None:
        return target.app.openapi()
    assert target.apis is not None
    return build(target.apis, title=", ".join(target.apis.packages))


def operations(spec: str) -> list[dict[str, Any]]:
    """The operations of a target, as records."""
    from routeshift.openapi import documented_routes
    from routeshift.serving import operations as operations_of_app
    from routeshift.serving import operations_of_routes

    target = load(spec)
    if target.app is not None:
        return [asdict(operation) for operation in operations_of_app(target.app)]
    assert target.apis is not None
    return [
        asdict(operation)
        for api in target.apis
        for operation in operations_of_routes(documented_routes(api), api.name)
    ]


_ANSWERS = {"document": document, "operations": operations}


def _record(error: RouteshiftError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "file": str(error.file) if error.file else None,
        "line": error.line,
        "hint": error.hint,
    }
