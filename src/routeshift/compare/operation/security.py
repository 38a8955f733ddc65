"""Who may call: the ways to authenticate that an operation takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.findings import Draft
from routeshift.compare.records import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents import Document, DocumentedOperation
    from routeshift.compare.operation.pairing import Pair

_Way = frozenset[tuple[str, str, frozenset[str]]]


def security_drafts(pair: Pair) -> Iterator[Draft]:
    """What differs in the ways to authenticate; the names of schemes do not matter."""
    before, after = _ways(pair.old), _ways(pair.new)
    lost = [way for way in before if not any(_suffices(way, other) for other in after)]
    if lost:
        message = f"{_listed(lost)} is no longer enough: {_listed(after)} is demanded"
        yield _draft("security-narrowed", message, pair)
    gained = [way for way in after if not any(_suffices(way, other) for other in before)]
    if gained:
        message = f"{_listed(gained)} is enough now"
        yield _draft("security-widened", message, pair)


def _draft(rule: str, message: str, pair: Pair) -> Draft:
    return Draft(
        rule,
        message,
        pair.label,
        "security",
        component="security",
        direction=Direction.REQUEST,
        old=_declared(pair.old),
        new=_declared(pair.new),
    )


def _declared(operation: DocumentedOperation) -> Any:
    own = operation.data.get("security")
    return operation.document.data.get("security") if own is None else own


def _ways(operation: DocumentedOperation) -> list[_Way]:
    declared = _declared(operation)
    # No demand at all is one way to call: with nothing.
    if not isinstance(declared, list) or not declared:
        return [frozenset()]
    return [_way(operation.document, one) for one in declared if isinstance(one, dict)]


def _way(document: Document, requirement: dict[str, Any]) -> _Way:
    return frozenset(
        (*_scheme(document, name), frozenset(map(str, scopes or ())))
        for name, scopes in requirement.items()
    )


def _scheme(document: Document, name: str) -> tuple[str, str]:
    components = document.data.get("components") or {}
    scheme = document.resolve((components.get("securitySchemes") or {}).get(name))
    if not isinstance(scheme, dict):
        return name, name
    parts = [scheme.get(key) for key in ("type", "scheme", "in", "name") if scheme.get(key)]
    return " ".join(map(str, parts)).lower(), name


def _suffices(sent: _Way, wanted: _Way) -> bool:
    """Whether a client that authenticates one way fulfils another: more is enough for less."""
    return all(
        any(kind == own and scopes <= granted for own, _, granted in sent)
        for kind, _, scopes in wanted
    )


def _listed(ways: list[_Way]) -> str:
    return " or ".join(" with ".join(sorted(map(_named, way))) or "nothing" for way in ways)


def _named(entry: tuple[str, str, frozenset[str]]) -> str:
    _, name, scopes = entry
    return f"{name} [{', '.join(sorted(scopes))}]" if scopes else name
