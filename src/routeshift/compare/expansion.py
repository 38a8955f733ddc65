"""Bringing schemas into normal form: references, allOf, unions and spellings are resolved away."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeshift.compare.keywords import APPLICATORS, adapted
from routeshift.compare.merging import branches_of
from routeshift.compare.nodes import Branch, Conjunction, Node
from routeshift.compare.uniting import as_text, united

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routeshift.compare.document import Document

ANY: dict[str, Any] = {}
NOTHING: dict[str, Any] = {"enum": []}
_ANNOTATIONS = frozenset(
    ("title", "description", "default", "example", "examples", "deprecated", "discriminator")
)
_MAX_ALTERNATIVES = 512
_MAX_NESTING = 60


class _Undecidable(Exception):  # noqa: N818
    """A schema that has no normal form of bearable size."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    parts: tuple[dict[str, Any], ...]
    name: str = ""
    title: str = ""

    def also(self, other: _Alternative) -> _Alternative:
        name = other.name if not self.parts else self.name if not other.parts else ""
        title = other.title if not self.parts else self.title if not other.parts else ""
        return _Alternative(self.parts + other.parts, name, title)

    def called(self, name: str, title: str, *, inner: bool) -> _Alternative:
        if inner and self.name:
            return self
        return _Alternative(self.parts, name or self.name, title or self.title)


class Space:
    """The nodes of one document, seen from one direction.

    Args:
        document: The document.
        response: Whether values travel to the client: `writeOnly` properties do not then,
            and `readOnly` ones do not otherwise.
        lexical: Whether values travel as text (parameters, forms): null cannot, and any
            number is a string.
        repeated: Whether a list is written by repeating the name, so that one value
            alone is a list of one.
    """

    def __init__(
        self,
        document: Document,
        *,
        response: bool,
        lexical: bool = False,
        repeated: bool = False,
    ) -> None:
        self.repeated = repeated
        self.document = document
        self.response = response
        self.lexical = lexical
        self.skipped = "writeOnly" if response else "readOnly"
        self._nodes: dict[frozenset[int], Node] = {}
        self._kept: list[Any] = []
        self._by_identity: dict[int, tuple[Conjunction, Node]] = {}

    def node(self, raws: Conjunction) -> Node:
        """The node of schemas that all hold.

        Args:
            raws: Schema objects of the document; none at all means anything.

        Returns:
            The same node for the same schemas.
        """
        known = self._by_identity.get(id(raws))
        if known is not None:
            return known[1]
        found = self._found(raws)
        self._by_identity[id(raws)] = (raws, found)
        return found

    def _found(self, raws: Conjunction) -> Node:
        resolved = self._resolved(raws)
        key = frozenset(id(raw) for raw in resolved)
        if key not in self._nodes:
            self._kept.append(resolved)
            self._nodes[key] = self._made(resolved)
        return self._nodes[key]

    def travels(self, raws: Conjunction) -> bool:
        """Whether a property with these schemas travels in this direction."""
        return not any(
            isinstance(raw, dict) and raw.get(self.skipped) is True for raw in self._both(raws)
        )

    def _both(self, raws: Conjunction) -> Iterator[Any]:
        for raw in raws:
            yield raw
            yield self.document.resolve(raw)

    def _resolved(self, raws: Conjunction) -> Conjunction:
        found = {}
        for raw in raws:
            schema = self._schema(self.document.resolve(raw))
            if schema is not ANY:
                found[id(schema)] = schema
        return tuple(found.values())

    def _schema(self, raw: Any) -> dict[str, Any]:
        if raw is True or raw == {}:
            return ANY
        if raw is False:
            return NOTHING
        if not isinstance(raw, dict):
            raise self.document.error(
                f"A schema is {json.dumps(raw, default=str)[:60]}, not an object.",
                hint="Check the document with a validator.",
            )
        return raw

    def _made(self, raws: Conjunction) -> Node:
        name = self.document.component_of(raws[0]) if len(raws) == 1 else ""
        try:
            alternatives = self._product(raws, frozenset(), 0)
        except _Undecidable as reason:
            return Node(self, raws, (), name, str(reason))
        branches = [
            branch
            for alternative in alternatives
            for branch in branches_of(self, alternative.parts, alternative.name, alternative.title)
        ]
        return Node(self, raws, tuple(self._simplified(branches)), name)

    def _simplified(self, branches: list[Branch]) -> list[Branch]:
        if self.repeated:
            branches = branches + [one for branch in branches for one in self._single(branch)]
        return united(as_text(branches) if self.lexical else branches)

    def _single(self, branch: Branch) -> Iterator[Branch]:
        """The item of a list of one, as it is written alone."""
        if branch.kind == "array" and branch.rest and branch.shell.get("minItems", 0) <= 1:
            yield from (one for one in self.node(branch.rest).branches if not one.structured)

    def _product(self, raws: Iterable[Any], seen: frozenset[int], depth: int) -> list[_Alternative]:
        found = [_Alternative(())]
        for raw in raws:
            found = _multiplied(found, self._alternatives(raw, seen, depth))
        return found

    def _alternatives(self, raw: Any, seen: frozenset[int], depth: int) -> list[_Alternative]:
        schema = self._schema(self.document.resolve(raw))
        if id(schema) in seen:
            return []
        if depth > _MAX_NESTING:
            raise _Undecidable("a schema combines schemas more than 60 levels deep")
        found = adapted(schema, nullable=self.document.legacy_nullable)
        inner = frozenset((*seen, id(schema)))
        parts = {key: value for key, value in found.items() if key not in APPLICATORS}
        result = [_Alternative((parts,) if parts.keys() - _ANNOTATIONS else ())]
        result = _multiplied(result, self._required(found, inner, depth))
        for union in ("anyOf", "oneOf"):
            if isinstance(found.get(union), list):
                options = self._options(found[union], inner, depth)
                result = _multiplied(result, options)
        name, title = self.document.component_of(schema), _title(schema)
        inner_names = "anyOf" in found or "oneOf" in found
        return [one.called(name, title, inner=inner_names) for one in result]

    def _required(
        self, found: dict[str, Any], seen: frozenset[int], depth: int
    ) -> list[_Alternative]:
        members = list(found.get("allOf") or [])
        if "$ref" in found:
            members.append({"$ref": found["$ref"]})
        return self._product(members, seen, depth + 1)

    def _options(self, members: list[Any], seen: frozenset[int], depth: int) -> list[_Alternative]:
        found: list[_Alternative] = []
        for member in members:
            found += self._alternatives(member, seen, depth + 1)
            if len(found) > _MAX_ALTERNATIVES:
                raise _Undecidable(f"a union has more than {_MAX_ALTERNATIVES} branches")
        return found


def _multiplied(left: list[_Alternative], right: list[_Alternative]) -> list[_Alternative]:
    if len(left) * len(right) > _MAX_ALTERNATIVES:
        raise _Undecidable(f"a schema unfolds into more than {_MAX_ALTERNATIVES} alternatives")
    return [one.also(other) for one in left for other in right]


def _title(schema: dict[str, Any]) -> str:
    title = schema.get("title")
    return title if isinstance(title, str) else ""
