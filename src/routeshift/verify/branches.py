"""Which branches of an operation's schemas were met by real bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from routeshift.engines import answer, is_bearable
from routeshift.verify.cases import DocumentedEndpoint, Exchange, is_json, json_body, resolve

# Recursive schemas have branches without end; deeper ones tell a reader nothing.
_DEEP = 6
_DOCUMENT = "urn:document"
# How many branches are named in words; reports have the places of all.
_NAMED = 6
_KINDS = {
    "array": "a list",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}

Fits = Callable[[Any, Any], bool]
"""Whether a value, the second, fits a schema."""


class Branches:
    """The branches of `anyOf` and `oneOf` in the request and in the successful responses.

    Args:
        endpoint: The operation.
        bodies: How many bodies are looked at.
        fits: Tells whether a value fits a schema of the operation's document.

    Attributes:
        open: Whether more bodies are looked at.
        sent: Names at the top of request bodies.
    """

    def __init__(self, endpoint: DocumentedEndpoint, bodies: int, fits: Fits) -> None:
        self._document = endpoint.document
        self._left = bodies
        self._roots = dict(_roots(endpoint))
        self._met: dict[str, bool] = {}
        self._words: dict[str, str] = {}
        self._fits = fits
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

    def missed(self) -> list[str]:
        """The places of branches that were not met, where others of the same union were.

        A place starts with `request` or a status; `200/note/null` is the branch `null` of the
        field `note`.
        """
        return [place for place, met in self._met.items() if not met]

    def gaps(self) -> Iterator[str]:
        """The branches that were not met, in words: a clause for requests, one for answers."""
        for label, asked in (("never sent", True), ("never answered with", False)):
            places = (p for p in self.missed() if p.startswith("request/") is asked)
            words = list(dict.fromkeys(self._words[place] for place in places))
            more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
            if words:
                yield f"{label} {', '.join(words[:_NAMED])}{more}"

    def _walk(self, place: str, node: Any, value: Any, depth: int, name: str = "") -> None:
        schema = resolve(self._document, node)
        if depth > _DEEP:
            return
        for part in schema.get("allOf", ()):
            self._walk(place, part, value, depth + 1, name)
        for index, branch in enumerate([*schema.get("anyOf", ()), *schema.get("oneOf", ())]):
            title = _title(branch, self._document)
            fits = self._fits(branch, value)
            at = f"{place}/{title or index}"
            self._met[at] = self._met.get(at, False) or fits
            self._words[at] = f"{name or 'the body'} = {_kind(title, index)}"
            if fits:
                self._walk(at, branch, value, depth + 1, name)
        if isinstance(value, dict):
            for key, child in schema.get("properties", {}).items():
                if key in value:
                    inner = f"{name}.{key}" if name else key
                    self._walk(f"{place}/{key}", child, value[key], depth + 1, inner)
        elif isinstance(value, list):
            # The items of a list are of one schema: a few meet what all would.
            for item in value[:3]:
                self._walk(f"{place}/*", schema.get("items", {}), item, depth + 1, f"{name}[]")


class Validators:
    """Tells whether values fit schemas of one document.

    The document is read once: what a validator of its own would cost is several megabytes.

    Args:
        document: What references point into.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._registry = _registry(document)
        self._made: dict[int, Any] = {}

    def fits(self, schema: Any, value: Any) -> bool:
        """Whether a value fits a schema, which must live as long as this; unknown is no."""
        # By identity, for a schema has no hash; the document keeps it alive.
        key = id(schema)
        if key not in self._made:
            self._made[key] = self._validator(schema)
        validator = self._made[key]
        if validator is None or not is_bearable(schema, value, self._follow):
            return False
        return answer(lambda: bool(validator.is_valid(value)), False)

    def _follow(self, reference: str) -> Any:
        return resolve(self._document, {"$ref": reference})

    def _validator(self, schema: Any) -> Any:
        import jsonschema_rs

        return answer(
            lambda: jsonschema_rs.Draft202012Validator(_anchored(schema), registry=self._registry),
            None,
        )


def _registry(document: Mapping[str, Any]) -> Any:
    import jsonschema_rs

    components = {"components": document.get("components", {})}
    try:
        return jsonschema_rs.Registry([(_DOCUMENT, components)], draft=jsonschema_rs.Draft202012)
    except ValueError:
        # Components that no validator can read fit nothing; the rest is verified all the same.
        return None


def _anchored(node: Any) -> Any:
    """A schema whose references name the document that they point into."""
    if isinstance(node, Mapping):
        return {
            key: f"{_DOCUMENT}{value}"
            if key == "$ref" and isinstance(value, str)
            else _anchored(value)
            for key, value in node.items()
        }
    return [_anchored(item) for item in node] if isinstance(node, list) else node


def _title(branch: Any, document: Mapping[str, Any]) -> str | None:
    reference = branch.get("$ref") if isinstance(branch, Mapping) else None
    if isinstance(reference, str):
        return reference.rpartition("/")[2]
    schema = resolve(document, branch)
    kind = schema.get("type")
    return kind if isinstance(kind, str) else None


def _kind(title: str | None, index: int) -> str:
    return f"its branch {index + 1}" if title is None else _KINDS.get(title, title)


def _roots(endpoint: DocumentedEndpoint) -> Iterator[tuple[str, Any]]:
    if endpoint.body_schema is not None:
        yield "request", endpoint.body_schema
    for status, response in endpoint.responses.items():
        for media_type, content in response.get("content", {}).items():
            if status.startswith("2") and is_json(media_type):
                yield status, content.get("schema", {})
