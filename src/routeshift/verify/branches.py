"""Which branches of an operation's schemas were met by real bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from routeshift.verify.endpoint import Endpoint, is_json, resolve
from routeshift.verify.exchange import Exchange, json_body

_DEEP = 6


class Branches:
    """The branches of `anyOf` and `oneOf` in the request and in the successful responses.

    Args:
        endpoint: The operation.
        bodies: How many bodies are looked at.

    Attributes:
        open: Whether more bodies are looked at.
        sent: Names at the top of request bodies.
    """

    def __init__(self, endpoint: Endpoint, bodies: int) -> None:
        self._document = endpoint.document
        self._left = bodies
        self._roots = dict(_roots(endpoint))
        self._met: dict[str, bool] = {}
        self._validators: dict[int, Any] = {}
        self.open = True
        self.sent: set[str] = set()

    def note(self, sent: Any, old: Exchange) -> None:
        """Look at one case's bodies."""
        if isinstance(sent, dict):
            self.sent.update(sent)
        if sent is not None and "request" in self._roots:
            self._walk("request", self._roots["request"], sent, 0)
        if str(old.status) in self._roots and is_json(old.media_type):
            try:
                body = json_body(old.body)
            except ValueError:
                return
            self._walk(str(old.status), self._roots[str(old.status)], body, 0)
            self._left -= 1
            self.open = self._left > 0

    def gaps(self) -> Iterator[str]:
        """The branches that were not met, where others of the same union were."""
        missed = [place for place, met in self._met.items() if not met]
        if missed:
            more = f" and {len(missed) - 6} more" if len(missed) > 6 else ""
            yield f"branches not met: {', '.join(missed[:6])}{more}"

    def _walk(self, place: str, node: Any, value: Any, depth: int) -> None:
        schema = resolve(self._document, node)
        if depth > _DEEP:
            return
        for part in schema.get("allOf", ()):
            self._walk(place, part, value, depth + 1)
        for index, branch in enumerate([*schema.get("anyOf", ()), *schema.get("oneOf", ())]):
            name = f"{place}/{_title(branch, self._document) or index}"
            fits = self._fits(branch, value)
            self._met[name] = self._met.get(name, False) or fits
            if fits:
                self._walk(name, branch, value, depth + 1)
        if isinstance(value, dict):
            for name, child in schema.get("properties", {}).items():
                if name in value:
                    self._walk(f"{place}/{name}", child, value[name], depth + 1)
        elif isinstance(value, list):
            for item in value[:3]:
                self._walk(f"{place}/*", schema.get("items", {}), item, depth + 1)

    def _fits(self, branch: Any, value: Any) -> bool:
        import jsonschema_rs

        key = id(branch)
        if key not in self._validators:
            rooted = {**branch, "components": self._document.get("components", {})}
            try:
                self._validators[key] = jsonschema_rs.Draft202012Validator(rooted)
            except ValueError:
                self._validators[key] = None
        validator = self._validators[key]
        return validator is not None and bool(validator.is_valid(value))


def _title(branch: Any, document: Mapping[str, Any]) -> str | None:
    reference = branch.get("$ref") if isinstance(branch, Mapping) else None
    if isinstance(reference, str):
        return reference.rpartition("/")[2]
    schema = resolve(document, branch)
    kind = schema.get("type")
    return kind if isinstance(kind, str) else None


def _roots(endpoint: Endpoint) -> Iterator[tuple[str, Any]]:
    if endpoint.body_schema is not None:
        yield "request", endpoint.body_schema
    for status, response in endpoint.responses.items():
        for media_type, content in response.get("content", {}).items():
            if status.startswith("2") and is_json(media_type):
                yield status, content.get("schema", {})
