"""Texts for readers: summaries, descriptions, examples, extensions, the API's own card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.findings import Draft, brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents import Document, DocumentedOperation
    from routeshift.compare.operation.pairing import Pair

_RULES = {
    "summary": "summary-changed",
    "description": "description-changed",
    "example": "example-changed",
    "examples": "example-changed",
}


def text_drafts(pair: Pair) -> Iterator[Draft]:
    """What differs in the texts of one operation, outside its schemas."""
    old, new = pair.old, pair.new
    yield from _object(old.label, "the operation", old.data, new.data)
    before = {_key(one, old): one for one in old.parameters}
    for parameter in new.parameters:
        match = before.get(_key(parameter, new))
        if match is not None:
            part = f"{match.get('in')} parameter {match['name']}"
            yield from _object(old.label, part, match, parameter)
    yield from _bodies(old, new)


def _key(parameter: dict[str, Any], operation: DocumentedOperation) -> tuple[Any, Any]:
    name = parameter["name"]
    if parameter.get("in") == "path" and name in operation.names:
        return "path", operation.names.index(name)
    return parameter.get("in"), name


def _bodies(old: DocumentedOperation, new: DocumentedOperation) -> Iterator[Draft]:
    left = old.document.resolve(old.data.get("requestBody"))
    right = new.document.resolve(new.data.get("requestBody"))
    yield from _body(old, "request body", left, new, right)
    after = new.data.get("responses") or {}
    for status, raw in (old.data.get("responses") or {}).items():
        if status in after:
            response = old.document.resolve(raw)
            other = new.document.resolve(after[status])
            yield from _body(old, f"response {status}", response, new, other)


def _body(
    old: DocumentedOperation, part: str, left: Any, new: DocumentedOperation, right: Any
) -> Iterator[Draft]:
    if not isinstance(left, dict) or not isinstance(right, dict):
        return
    yield from _object(old.label, part, left, right)
    after = right.get("content") or {}
    for name, raw in (left.get("content") or {}).items():
        media = old.document.resolve(raw)
        other = new.document.resolve(after.get(name))
        if isinstance(media, dict) and isinstance(other, dict):
            yield from _object(old.label, f"{part} {name}", media, other)


def _object(operation: str, part: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Draft]:
    extensions = {key for key in (*old, *new) if key.startswith("x-")}
    for key in (*_RULES, *sorted(extensions)):
        before, after = old.get(key), new.get(key)
        if (before or None) != (after or None):
            subject = f"`{part}` has" if operation else f"{part} has"
            yield Draft(
                _RULES.get(key, "extension-changed"),
                f"{subject} another {key}: {brief(before)} → {brief(after)}",
                operation,
                part,
                old=before,
                new=after,
            )


def document_drafts(old: Document, new: Document) -> Iterator[Draft]:
    """The API's own card: title, version, description, servers, tags, extensions.

    Args:
        old: The old document.
        new: The new document.

    Yields:
        Drafts at the level of documentation.
    """
    for key in ("info", "externalDocs", "tags"):
        before, after = old.data.get(key), new.data.get(key)
        if (before or None) != (after or None):
            message = f"the document's {key} is another"
            yield Draft("info-changed", message, part=key, old=before, new=after)
    before, after = old.data.get("servers"), new.data.get("servers")
    if (before or None) != (after or None):
        message = f"the servers are others: {brief(before)} → {brief(after)}"
        yield Draft("servers-changed", message, part="servers", old=before, new=after)
    for key in sorted({key for key in (*old.data, *new.data) if str(key).startswith("x-")}):
        if old.data.get(key) != new.data.get(key):
            message = f"the document's {key} is another"
            yield Draft("extension-changed", message, part=key)
