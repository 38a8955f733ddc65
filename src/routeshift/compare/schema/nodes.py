"""The normal form of schemas: a node is a flat union of branches, each of one type."""

from __future__ import annotations

import itertools
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from routeshift.compare.schema.keywords import TEXTUAL, TYPES
from routeshift.compare.schema.values import canonical
from routeshift.lenient_json import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routeshift.compare.documents import Document

Conjunction = tuple[Any, ...]
"""Schema objects of a document that all hold for one value."""

# Numbers, for ids of nodes that are gone are given again while what is known of pairs stays.
_numbers = itertools.count()


@dataclass(eq=False)
class Branch:
    """One alternative of a node: values of one type.

    Args:
        kind: One of the types of the normal form.
        shell: The assertions without subschemas, as a JSON Schema that holds for this branch.
        name: The component that it came from, or "".
        title: Its title, or "".
        properties: The schemas of declared properties.
        required: The names that must be there.
        rest: What further properties or items must be: () for anything because nothing
            was said, None when they are refused, or a conjunction.
        prefix: The schemas of the leading items.
        patterns: The schemas of properties by pattern.
        opaque: Assertions that are compared as a whole, by their canonical text.
        defaults: Defaults of properties.
        labels: How it looks down to some depth; see `likeness`.
    """

    kind: str
    shell: dict[str, Any]
    name: str = ""
    title: str = ""
    properties: dict[str, Conjunction] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    rest: Conjunction | None = ()
    prefix: tuple[Conjunction, ...] = ()
    patterns: dict[str, Conjunction] = field(default_factory=dict)
    opaque: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    labels: dict[int, int] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """The branch without its subschemas, as text: equal keys look the same from outside."""
        rest = "closed" if self.rest is None else "open" if not self.rest else "typed"
        parts: list[Any] = [
            self.kind,
            self.shell,
            sorted(self.properties),
            sorted(self.required),
            rest,
        ]
        parts += [len(self.prefix), sorted(self.patterns), sorted(self.opaque)]
        return json.dumps(parts, sort_keys=True, default=str)

    @property
    def structured(self) -> bool:
        """Whether it has subschemas or assertions beyond its shell."""
        return bool(
            self.properties
            or self.required
            or self.rest != ()
            or self.prefix
            or self.patterns
            or self.opaque
        )

    def size(self, keyword: str) -> int:
        """What is said under `minItems` and the like; 0 when nothing is, or no number."""
        found = self.shell.get(keyword)
        return int(found) if isinstance(found, int | float) else 0

    @cached_property
    def values(self) -> frozenset[str]:
        """The listed values as canonical text; none when any value may occur."""
        return frozenset(map(canonical, self.enumerated() or ()))

    @cached_property
    def constants(self) -> dict[str, Any]:
        """The values of the properties that can have just one, by name."""
        found = {}
        for name, raws in self.properties.items():
            for raw in raws:
                if isinstance(raw, dict) and "const" in raw:
                    found[name] = raw["const"]
                elif isinstance(raw, dict) and len(listed(raw, "enum")) == 1:
                    found[name] = raw["enum"][0]
        return found

    def enumerated(self) -> list[Any] | None:
        """The listed values, or None when any value may occur."""
        found = self.shell.get("enum")
        return found if isinstance(found, list) else None


class Space(ABC):
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
        self, document: Document, *, response: bool, lexical: bool = False, repeated: bool = False
    ) -> None:
        self.document = document
        self.response = response
        self.lexical = lexical
        self.repeated = repeated
        self.skipped = "writeOnly" if response else "readOnly"
        self.checkers: dict[Any, Callable[[Any], bool | None]] = {}

    @abstractmethod
    def node(self, raws: Conjunction) -> Node:
        """The node of schemas that all hold.

        Args:
            raws: Schema objects of the document; none at all means anything.

        Returns:
            The same node for the same schemas.
        """

    def travels(self, raws: Conjunction) -> bool:
        """Whether a property with these schemas travels in this direction."""
        return not any(
            isinstance(raw, dict) and raw.get(self.skipped) is True for raw in self._both(raws)
        )

    def _both(self, raws: Conjunction) -> Iterator[Any]:
        for raw in raws:
            yield raw
            yield self.document.resolve(raw)


@dataclass(eq=False)
class Node:
    """A schema in normal form.

    Args:
        space: Where its children are found.
        raws: The schema objects it was made of.
        branches: Its alternatives; none means that nothing is valid.
        name: The component that it is, or "".
        undecidable: Why it could not be brought into normal form, or "".
        memory: What others remember about it, by their own keys.
        number: What tells it from every other node of any document.
    """

    space: Space
    raws: Conjunction
    branches: tuple[Branch, ...] = ()
    name: str = ""
    undecidable: str = ""
    memory: dict[str, Any] = field(default_factory=dict)
    number: int = field(default_factory=lambda: next(_numbers))

    def of(self, kind: str) -> list[Branch]:
        """The alternatives of one type."""
        return [branch for branch in self.branches if branch.kind == kind]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The types that occur."""
        return frozenset(branch.kind for branch in self.branches)

    @cached_property
    def is_anything(self) -> bool:
        """Whether every value is valid."""
        plain = {
            one.kind
            for one in self.branches
            if one.shell == {"type": one.kind} and not one.structured
        }
        return plain >= set(TYPES) - ({"null", *TEXTUAL} if self.space.lexical else set())

    @cached_property
    def absorbs(self) -> frozenset[str]:
        """The types that need no alternative of their own, because any text is valid."""
        free = any(one.shell == {"type": "string"} for one in self.branches)
        return frozenset(TEXTUAL if free and self.space.lexical else ())

    @cached_property
    def several(self) -> frozenset[str]:
        """The types that more than one alternative has."""
        kinds = [branch.kind for branch in self.branches]
        return frozenset(kind for kind in kinds if kinds.count(kind) > 1)

    def child(self, raws: Conjunction) -> Node:
        """The node of a subschema of one of the branches."""
        return self.space.node(raws)

    def property_node(self, branch: Branch, name: str) -> Node | None:
        """What a property must be in one of the branches.

        Args:
            branch: An object branch of this node.
            name: The property's name, declared or not.

        Returns:
            Its node, or None when the branch refuses the property.
        """
        raws = branch.properties.get(name)
        if raws is not None:
            return self.child(raws)
        return None if branch.rest is None else self.child(branch.rest)
