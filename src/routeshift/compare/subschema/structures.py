"""Objects and arrays: what their properties and items ask of the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routeshift.compare.subschema.gaps import Gap, Local, Step
from routeshift.compare.subschema.proving import covers

if TYPE_CHECKING:
    from routeshift.compare.schema import Branch, Conjunction, Node


@dataclass(frozen=True, slots=True)
class Structure:
    """A producer's branch with subschemas beside the consumer's branch that is to take it.

    Args:
        producer: The producer's node.
        consumer: The consumer's node.
        branch: The producer's branch.
        partner: The consumer's branch, of the same type.
        found: What gaps and edges are added to.
    """

    producer: Node
    consumer: Node
    branch: Branch
    partner: Branch
    found: Local

    def look(self) -> None:
        """Add the gaps of the pair, and the pairs that must hold below it."""
        if self.branch.kind == "object":
            self._object()
        else:
            self._array()

    def _gap(self, kind: str, name: str = "") -> None:
        gap = Gap(kind, self.producer, self.consumer, self.branch, self.partner, name)
        self.found.gaps.append(gap)

    def _edge(self, below: Node, under: Node, kind: str, name: str = "", position: int = 0) -> None:
        step = Step(kind, self.branch, self.partner, name, position)
        self.found.edges.append((step, below, under))

    def _object(self) -> None:
        # Sorted, for sets have another order in each run.
        for name in sorted(self.partner.required - self.branch.required):
            self._gap("presence", name)
        for name, raws in self.branch.properties.items():
            self._property(name, raws)
        for pattern, raws in self.branch.patterns.items():
            self._pattern(pattern, raws)
        if self.branch.rest is not None:
            self._undeclared(self.branch.rest)

    def _property(self, name: str, raws: Conjunction) -> None:
        below = self.producer.child(raws)
        # The producer never sends it: whatever the consumer makes of it, nobody will see.
        if not below.branches and not below.undecidable:
            return
        # A consumer ignores what it does not know, so that nothing below can be refused.
        if self._is_unread(name):
            if _declares(self.partner):
                self._gap("undeclared", name)
            return
        under = self._consumer_property(name)
        if under is None:
            self._gap("refused", name)
            return
        # Where it must be there, no default is ever used.
        if name not in self.partner.required and not self._same_default(name):
            self._gap("default", name)
        self._edge(below, under, "property", name)

    def _is_unread(self, name: str) -> bool:
        """Whether the consumer says nothing at all about a property, and takes anything."""
        partner = self.partner
        return name not in partner.properties and partner.rest == () and not partner.patterns

    def _same_default(self, name: str) -> bool:
        return self.branch.defaults.get(name) == self.partner.defaults.get(name)

    def _consumer_property(self, name: str) -> Node | None:
        if name not in self.partner.properties:
            for pattern, raws in self.partner.patterns.items():
                # Asked of the engine, for patterns are those of ECMA, and not of Python.
                if covers({"pattern": pattern}, {"type": "string", "enum": [name]}):
                    return self.consumer.child(raws)
        return self.consumer.property_node(self.partner, name)

    def _pattern(self, pattern: str, raws: Conjunction) -> None:
        under = self.partner.patterns.get(pattern, self.partner.rest)
        if under == () and _declares(self.partner):
            self._gap("undeclared", pattern)
        elif under is None:
            self._gap("refused", pattern)
        else:
            self._edge(self.producer.child(raws), self.consumer.child(under), "additional")

    def _undeclared(self, rest: Conjunction) -> None:
        """What may be under names that the producer does not declare."""
        below, partner = self.producer.child(rest), self.partner
        if partner.rest is None:
            self._gap("closed")
        # A producer sends what it declares (the direction rule): one that names its properties
        # sends no others, open or not.
        elif rest or (partner.rest and not _declares(self.branch)):
            self._edge(below, self.consumer.child(partner.rest), "additional")
        if rest or not _declares(self.branch):
            self._meets_declared(below)

    def _meets_declared(self, below: Node) -> None:
        """Undeclared names of the producer may be ones that the consumer declares."""
        for name, raws in self.partner.properties.items():
            if name not in self.branch.properties:
                self._edge(below, self.consumer.child(raws), "property", name)
        for pattern, raws in self.partner.patterns.items():
            if pattern not in self.branch.patterns:
                self._edge(below, self.consumer.child(raws), "additional")

    def _array(self) -> None:
        for position in range(max(len(self.branch.prefix), len(self.partner.prefix))):
            below = _item(self.producer, self.branch, position)
            under = _item(self.consumer, self.partner, position)
            if below is None:
                continue
            if under is None:
                self._gap("constraint")
                return
            self._edge(below, under, "item", position=position)
        self._items()

    def _items(self) -> None:
        """The items behind the leading ones."""
        length = len(self.branch.prefix)
        # No item can stand there.
        if self.branch.rest is None or self.branch.shell.get("maxItems") == length:
            return
        if self.partner.rest is None:
            self._gap("constraint")
            return
        below, under = self.producer.child(self.branch.rest), self.consumer.child(self.partner.rest)
        self._edge(below, under, "item", position=length)


def _declares(branch: Branch) -> bool:
    """Whether an object names its properties: one that names none is a free mapping."""
    return bool(branch.properties)


def _item(node: Node, branch: Branch, position: int) -> Node | None:
    if position < len(branch.prefix):
        return node.child(branch.prefix[position])
    return None if branch.rest is None else node.child(branch.rest)
