"""What runs in another process: looking at one target, with an answer in JSON, or serving it."""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict
from typing import Any

from routeshift.errors import RouteshiftError, TargetError
from routeshift.targets.deadline import imported_within, leave
from routeshift.targets.loading import load

# As the command line itself.
_INTERRUPTED = 130
# New objects between two looks for garbage; Python's own number is 700.
_RARELY = 100_000


def main(what: str, spec: str, *more: str) -> None:
    """Do what the words of the command line say: `document`, `operations` or `serve`."""
    if what == "serve":
        sys.exit(_serve(spec))
    _answer(what, spec, float(more[0]))


def _serve(described: str) -> int:
    try:
        from routeshift.targets.service import Service

        Service(**json.loads(described)).run()
    except RouteshiftError as error:
        leave(error)
    except ModuleNotFoundError as error:
        leave(_lacking(error, json.loads(described)["target"]))
    except KeyboardInterrupt:
        print("routeshift: interrupted.", file=sys.stderr)
        return _INTERRUPTED
    return 0


def _answer(what: str, spec: str, timeout: float) -> None:
    """Answer on standard output; what the target itself prints goes to standard error."""
    answers = os.dup(1)
    # The answer has standard output for itself: a target may print while it is imported.
    os.dup2(2, 1)
    # Routes and models stay until the end, which is near: looking for garbage among them as often
    # as Python does takes a sixth of an import.
    gc.set_threshold(_RARELY)
    try:
        with imported_within(timeout, spec):
            answer = {"result": _ANSWERS[what](spec)}
    except RouteshiftError as error:
        answer = {"error": _record(error)}
    except ModuleNotFoundError as error:
        answer = {"error": _record(_lacking(error, spec))}
    except Exception as error:
        words = f"{spec} has no {what}: {type(error).__name__}: {error}."
        answer = {"error": _record(RouteshiftError(words))}
    with open(answers, "w", encoding="utf-8") as out:
        json.dump(answer, out, default=str)
    # Threads that the target has started would be waited for.
    sys.stderr.flush()
    os._exit(0)


def document(spec: str) -> dict[str, Any]:
    """The document of a target."""
    from routeshift.openapi import document as build

    target = load(spec)
    if target.app is not None:
        return target.app.openapi()
    assert target.apis is not None
    return build(target.apis, title=", ".join(target.apis.packages))


def routes(spec: str) -> list[dict[str, Any]]:
    """The operations of a target, and each of its routes that is none, as records."""
    from routeshift.openapi import documented_routes
    from routeshift.serving import route_records

    target = load(spec)
    if target.app is not None:
        return [asdict(record) for record in route_records(target.app.router.routes)]
    assert target.apis is not None
    return [
        asdict(record)
        for api in target.apis
        for record in route_records(documented_routes(api), api.name)
    ]


_ANSWERS = {"document": document, "routes": routes}


def _lacking(error: ModuleNotFoundError, spec: str) -> RouteshiftError:
    """What to say of an interpreter without FastAPI, or whatever else a target needs."""
    return TargetError(
        f"{spec} needs {error.name}, which {sys.executable} does not have.",
        hint="Install it there, or name another interpreter.",
    )


def _record(error: RouteshiftError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "file": str(error.file) if error.file else None,
        "line": error.line,
        "hint": error.hint,
    }
