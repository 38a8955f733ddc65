"""`Operation`: one HTTP operation, whoever declared it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["legacy", "router", "mount", "host", "websocket", "route", "page"]
OPERATION_KINDS = ("legacy", "router")

PUBLIC_KEY = "x-public"
SCOPE_KEY = "x-required-scope"
SECURITY_KEY = "security"


def says_public(extensions: Mapping[str, Any]) -> bool:
    """Whether an operation's extensions say that a client needs no credentials.

    No `security` at all is what the app demands; an empty one is none.
    """
    return bool(extensions.get(PUBLIC_KEY)) or extensions.get(SECURITY_KEY) == []


@dataclass(frozen=True, slots=True)
class Source:
    """Where an operation is declared.

    Attributes:
        file: The source file.
        line: The line of the method or of the route's handler, counted from 1.
    """

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Operation:
    """One HTTP operation: a webmethod entry or a route of a router.

    Attributes:
        api: Name of the API that it belongs to.
        name: Name of the Python function; part of the operationId (rule R8).
        method: The HTTP method that is served, upper case (rule R4).
        path: The path template with its level, as in `/v1/orders/{order_id:path}` (rule R3).
        kind: `legacy` for a webmethod, `router` for a route. In a list of routes also what is no
            operation: a `mount` or `host` with an app of its own, a `websocket`, a `page` of
            FastAPI's own, as /docs, and any other `route`, as Starlette's.
        level: `v1`, `v1alpha`, ...; None when the path has none.
        declared_method: The HTTP method in the source, which may not be the served one (R4).
        deprecated: Whether the document says so.
        public: Whether a client needs no credentials.
        scope: The scope that a client needs, if any.
        source: Where it is declared, if that is known.
        providers: What implements it, where it is served.
        extras: Every other metadata field that was set (rule R5), by its name; of a mount that has
            them how many `routes`.
        tags: The tags that the document shows it under.
        dependencies: The names of the callables that run before it, those that they need included.
        scopes: The scopes that `Security` demands for it.
        security: The security schemes among its dependencies, as the document calls them.
    """

    api: str
    name: str
    method: str
    path: str
    kind: Kind
    level: str | None = None
    declared_method: str | None = None
    deprecated: bool = False
    public: bool = False
    scope: str | None = None
    source: Source | None = None
    providers: tuple[str, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    security: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What a client addresses: the served method and the path without parameter names."""
        return self.method, anonymous_path(self.path)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def anonymous_path(path: str) -> str:
    """A path template without the names of its parameters, which no client can see.

    >>> anonymous_path("/v1/orders/{order_id:path}/items/{item}")
    '/v1/orders/{:path}/items/{}'
    """
    head, *rest = path.split("{")
    parts = [head]
    for piece in rest:
        inside, _, after = piece.partition("}")
        _, colon, converter = inside.partition(":")
        parts.append("{" + colon + converter + "}" + after)
    return "".join(parts)
