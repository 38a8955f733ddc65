"""One OpenAPI document, checked for what comparing relies on, with its references resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from routeshift.compare.documents.bounds import bounded
from routeshift.compare.documents.shapes import misshapen
from routeshift.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routeshift.wire import Source

# No document that people write has a chain so long; one that is longer goes in a circle.
_MAX_CHAIN = 1000


@dataclass(slots=True, eq=False)
class Document:
    """A document and where it came from.

    Args:
        data: The parsed document, 3.0 to 3.2.
        name: What messages call it: a file name, "<standard input>", "old".
        lines: Line numbers by what stands there ("openapi"), when the reader kept them.
        sources: Where operations are declared, by "METHOD /path", when it is a TARGET's.
    """

    data: dict[str, Any]
    name: str = "document"
    lines: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    _components: dict[int, str] = field(default_factory=dict)
    _targets: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data = bounded(self.data, self.name)
        _check_version(self)
        _check_shape(self)
        # By identity: two components may be equal, and each keeps its own name.
        self._components = {id(schema): name for name, schema in self.schemas.items()}

    @property
    def legacy_nullable(self) -> bool:
        """Whether it is a 3.0 document, whose schemas are not JSON Schema."""
        return str(self.data.get("openapi", "")).startswith("3.0")

    @property
    def schemas(self) -> dict[str, Any]:
        """The component schemas by name."""
        components = self.data.get("components")
        schemas = components.get("schemas") if isinstance(components, dict) else None
        return schemas if isinstance(schemas, dict) else {}

    @property
    def is_directed(self) -> bool:
        """Whether some property travels one way only (`readOnly`, `writeOnly`)."""
        stack: list[Any] = [self.data]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                if "readOnly" in value or "writeOnly" in value:
                    return True
                stack.extend(value.values())
            elif isinstance(value, list):
                stack.extend(value)
        return False

    def component_of(self, schema: Any) -> str:
        """The name under which a schema object is a component.

        Args:
            schema: An object of this document.

        Returns:
            The name, or "" when it is not a component itself.
        """
        return self._components.get(id(schema), "")

    def resolve(self, value: Any) -> Any:
        """Follow references until something that is not one.

        Args:
            value: Any part of the document.

        Returns:
            The part that the chain ends at. A schema with a `$ref` and siblings is
            returned as it is: only objects that hold nothing else are followed.

        Raises:
            DocumentError: For a dangling or external reference, or a chain without an end.
        """
        for _ in range(_MAX_CHAIN):
            if not is_plain_reference(value):
                return value
            value = self.lookup(value["$ref"])
        raise self.error("A chain of $ref never ends.", hint="Point it at a schema.")

    def lookup(self, reference: str) -> Any:
        """The part of the document that a local reference names.

        Args:
            reference: A JSON pointer in a fragment: "#/components/schemas/Item".

        Returns:
            That part.

        Raises:
            DocumentError: For a dangling or external reference.
        """
        if not isinstance(reference, str):
            raise self.error(f"A $ref is {reference!r}, not text.")
        if reference not in self._targets:
            self._targets[reference] = self._pointed(reference)
        return self._targets[reference]

    def _pointed(self, reference: str) -> Any:
        if not reference.startswith("#/") and reference != "#":
            return self._elsewhere(reference)
        found: Any = self.data
        for part in _pointer(reference):
            found = _step(found, part)
            if found is _MISSING:
                raise self.error(
                    f"The reference {reference!r} points at nothing.",
                    hint="Add the component, or correct the reference.",
                )
        return found

    def _elsewhere(self, reference: str) -> Any:
        """A reference by anchor, or one that leaves the document."""
        if reference.startswith("#"):
            raise self.error(
                f"The reference {reference!r} is by anchor; only JSON pointers are followed.",
                hint="Write it as #/components/schemas/NAME.",
            )
        raise self.error(
            # Fetching what a document names would let whoever wrote it send requests from here.
            f"The reference {reference!r} leaves the document; it is never fetched.",
            hint="Bundle the document into one file first.",
        )

    def error(self, message: str, *, place: str = "", hint: str | None = None) -> DocumentError:
        """An error about this document, with the line where it is known.

        Args:
            message: What is wrong.
            place: What it is about, as `lines` has it.
            hint: The way out.

        Returns:
            The error, to raise.
        """
        return DocumentError(message, file=self.name, line=self.lines.get(place), hint=hint)


class _Missing:
    pass


_MISSING = _Missing()


def is_plain_reference(value: Any) -> bool:
    """Whether a value is a reference with nothing beside it that could change its meaning."""
    if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
        return False
    return all(key in _HARMLESS_BESIDE_REFERENCE or key.startswith("x-") for key in value)


# In 3.0 siblings of a reference are ignored, and since
# 3.1 they hold: these change no value either way.
_HARMLESS_BESIDE_REFERENCE = frozenset(
    {"$ref", "description", "summary", "title", "default", "deprecated", "example", "examples"}
)


def _pointer(reference: str) -> Iterator[str]:
    for part in reference[1:].split("/")[1:]:
        yield unquote(part).replace("~1", "/").replace("~0", "~")


def _step(found: Any, part: str) -> Any:
    if isinstance(found, dict):
        return found.get(part, _MISSING)
    # An index with more digits than the list's own length has is behind its end.
    if isinstance(found, list) and part.isdecimal() and len(part) <= len(str(len(found))):
        return found[int(part)] if int(part) < len(found) else _MISSING
    return _MISSING


def _check_version(document: Document) -> None:
    if not isinstance(document.data, dict):
        raise document.error(
            "This is not an OpenAPI document: its root is not an object.", place="openapi"
        )
    version = document.data.get("openapi")
    if isinstance(version, str) and version.startswith(("3.0", "3.1", "3.2")):
        return
    if str(document.data.get("swagger", "")).startswith("2"):
        raise document.error(
            "This is a Swagger 2.0 document; OpenAPI 3.0 and 3.1 can be compared.",
            place="openapi",
            hint="Convert it first, for example with swagger2openapi.",
        )
    reason = "it has no `openapi` field" if version is None else f"`openapi` is {version!r}"
    raise document.error(
        f"This is not an OpenAPI 3.0 or 3.1 document: {reason}.",
        place="openapi",
        hint="Give a document that starts with `openapi: 3.1.0`.",
    )


def _check_shape(document: Document) -> None:
    wrong = misshapen(document.data)
    if wrong is not None:
        place = " → ".join(wrong.place)
        raise document.error(
            f"`{place}` is not {wrong.wanted}.",
            place="openapi",
            hint="Check the document with a validator.",
        )
