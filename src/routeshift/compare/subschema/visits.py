"""Pairs of nodes with the way to them, and the gaps that are found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeshift.compare.schema import Node
    from routeshift.compare.subschema.gaps import Gap, Step


@dataclass(slots=True, eq=False)
class Visit:
    """One pair of nodes, with the way to it.

    Args:
        producer: The producer's node.
        consumer: The consumer's node.
        old_produces: Whether the producer is the old document's.
        above: The pair that it was reached from, None at the root.
        step: The step from there, None at the root.
    """

    producer: Node
    consumer: Node
    old_produces: bool
    above: Visit | None = None
    step: Step | None = None

    @property
    def path(self) -> str:
        """The way from the root, as text."""
        found = ""
        for visit in self._chain():
            found = _joined(found, visit.word)
        return found

    @property
    def word(self) -> str:
        """The last step as text: a property's name, `[]` for items, `{}` for the undeclared."""
        step = self.step
        if step is None:
            return ""
        if step.kind == "item":
            return f"[{step.position}]" if step.position < len(step.branch.prefix) else "[]"
        return "{}" if step.kind == "additional" else step.name

    @property
    def steps(self) -> tuple[tuple[Node, Step], ...]:
        """The way, for lifting a payload: the producer's nodes above with the steps taken."""
        return tuple(
            (visit.above.producer, visit.step)
            for visit in self._chain()
            if visit.above is not None and visit.step is not None
        )

    @property
    def within(self) -> tuple[str, str]:
        """The nearest component above, in the old document, and the way from there."""
        component, inside = "", ""
        for visit in self._chain():
            if visit.step is not None:
                branch = visit.step.branch if self.old_produces else visit.step.partner
                if branch.name:
                    component, inside = branch.name, ""
                inside = _joined(inside, visit.word)
            node = visit.producer if self.old_produces else visit.consumer
            if node.name:
                component, inside = node.name, ""
        return component, inside

    def _chain(self) -> list[Visit]:
        found, visit = [self], self.above
        while visit is not None:
            found.append(visit)
            visit = visit.above
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Located:
    """A gap where it is.

    Args:
        gap: The gap.
        visit: The pair of nodes that it is at.
        forward: Whether the old client or the new server is the producer, as in real traffic.
        roots: The producer's and the consumer's root.
    """

    gap: Gap
    visit: Visit
    forward: bool
    roots: tuple[Node, Node]

    @property
    def old_produces(self) -> bool:
        """Whether the producer is the old document."""
        return self.visit.old_produces

    @property
    def path(self) -> str:
        """The way to the gap from the root, the property it is about included."""
        return _joined(self.visit.path, self.gap.name)

    @property
    def within(self) -> tuple[str, str]:
        """The nearest component of the old document, and the way from there to the gap."""
        branch = self.gap.branch if self.old_produces else self.gap.partner
        if branch is not None and branch.name and self.gap.kind != "branch":
            return branch.name, self.gap.name
        component, inside = self.visit.within
        return component, _joined(inside, self.gap.name)


def _joined(path: str, word: str) -> str:
    if not word:
        return path
    return path + word if word.startswith(("[", "{")) else f"{path}.{word}" if path else word
