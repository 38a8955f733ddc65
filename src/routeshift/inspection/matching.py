"""Who answers a request, and why: the first route that fits, as the app itself asks them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import unquote

from routeshift.inspection.rows import record
from routeshift.wire import Operation

_CONVERTOR = re.compile(r"\{(\w+):(\w+)\}")


class Role(StrEnum):
    """What a route whose path fits does about a request."""

    ANSWERS = "answers"
    LATER = "comes later"
    METHOD = "another method"


@dataclass(frozen=True, slots=True)
class Match:
    """A route whose path fits a request.

    Attributes:
        operation: The route.
        role: What it does about it.
        parameters: What its path parameters are, as text.
    """

    operation: Operation
    role: Role
    parameters: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {"role": self.role.value, "parameters": self.parameters, **record(self.operation)}


def matches(operations: Iterable[Operation], method: str, path: str) -> list[Match]:
    """The routes whose path fits a request, in the order in which the app asks them.

    A route that answers to every method, as a mount, takes it; one by the host is asked of nothing
    else here, for a request line does not say it.

    Args:
        operations: The routes, in the order of registration.
        method: The method of the request.
        path: Its path, without a query, as it is sent.
    """
    found: list[Match] = []
    taken = False
    path = unquote(path)
    for operation in operations:
        fits = _pattern(operation).fullmatch(path)
        if fits is None or operation.kind in ("host", "websocket"):
            continue
        # Starlette's own routes answer HEAD with GET, which FastAPI's do not.
        own = operation.kind in ("route", "page")
        asked = "GET" if own and method == "HEAD" else method
        right = operation.method in ("*", asked)
        role = Role.METHOD if not right else Role.LATER if taken else Role.ANSWERS
        taken = taken or right
        found.append(Match(operation, role, fits.groupdict()))
    return sorted(found, key=lambda match: [*Role].index(match.role))


def _pattern(operation: Operation) -> re.Pattern[str]:
    """The paths of a route, as Starlette reads its template."""
    from starlette.convertors import CONVERTOR_TYPES
    from starlette.routing import compile_path

    # An app's own convertors are known where it was imported, which is not here.
    template = _CONVERTOR.sub(
        lambda found: found[0] if found[2] in CONVERTOR_TYPES else f"{{{found[1]}}}", operation.path
    )
    pattern, _, _ = compile_path(template)
    if operation.kind != "mount":
        return pattern
    return re.compile(f"{pattern.pattern.rstrip('$').rstrip('/')}(?:/.*)?")
