"""A route of the list as JSON, and as the words of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from routeshift.wire import Operation
from routeshift.wording import plural

NARROW = ("method", "path", "operation", "api", "level", "kind", "deprecated", "auth")
WIDE = (*NARROW, "dependencies", "declared", "providers", "source")


def record(operation: Operation) -> dict[str, Any]:
    """An operation as JSON, with every field."""
    return {
        "method": operation.method,
        "path": operation.path,
        "operation": operation.name,
        "api": operation.api,
        "level": operation.level,
        "kind": operation.kind,
        "declared_method": operation.declared_method,
        "deprecated": operation.deprecated,
        "public": operation.public,
        "scope": operation.scope,
        "scopes": list(operation.scopes),
        "security": list(operation.security),
        "tags": list(operation.tags),
        "dependencies": list(operation.dependencies),
        "providers": list(operation.providers),
        "source": str(operation.source) if operation.source else None,
        "file": str(operation.source.file) if operation.source else None,
        "line": operation.source.line if operation.source else None,
        "extras": dict(operation.extras),
    }


def title(operation: Operation) -> str:
    """The name of an operation; of a mount what is there: which app, with how many routes."""
    if operation.kind not in ("mount", "host"):
        return operation.name
    count = operation.extras.get("routes")
    inside = plural(count, "route") if count else ""
    return ", ".join(filter(None, (operation.name, *operation.providers, inside)))


def _credentials(operation: Operation) -> Iterable[str]:
    """The scopes that a client needs, or else by which schemes it says who it is."""
    scopes = filter(None, (operation.scope, *operation.scopes))
    return dict.fromkeys(scopes) or operation.security


def cells(operation: Operation, columns: Sequence[str]) -> list[str]:
    """An operation as the words of a row."""
    return [_CELLS[column](operation) for column in columns]


_CELLS: dict[str, Callable[[Operation], str]] = {
    "method": lambda o: o.method,
    "path": lambda o: o.path,
    "operation": title,
    "api": lambda o: o.api,
    "level": lambda o: o.level or "",
    "kind": lambda o: o.kind,
    "deprecated": lambda o: "deprecated" if o.deprecated else "",
    "auth": lambda o: "public" if o.public else ", ".join(_credentials(o)),
    "dependencies": lambda o: ", ".join(o.dependencies),
    "declared": lambda o: (
        "" if o.declared_method in (o.method, None) else f"declared {o.declared_method}"
    ),
    "providers": lambda o: ", ".join(o.providers),
    "source": lambda o: _place(o),
}


def _place(operation: Operation) -> str:
    """Where it is declared, as short as it can be from here."""
    source = operation.source
    return f"{near(source.file)}:{source.line}" if source else ""


def near(file: Path) -> Path:
    """A file, as short as it can be written from here."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def address(operation: Operation) -> str | None:
    """Where it is declared, as a terminal opens it; None when nobody knows."""
    source = operation.source
    # A file of a revision is nowhere.
    if source is None or not source.file.is_absolute():
        return None
    return f"{source.file.as_uri()}#{source.line}"
