"""From two schemas to drafts of findings: every gap with its place, in both directions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routeshift.compare.components import Components
from routeshift.compare.expansion import Space
from routeshift.compare.pairs import Budget, Gap, Pairs, Step
from routeshift.compare.records import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.document import Document
    from routeshift.compare.nodes import Node

STEPS_PER_OPERATION = 100_000
"""How many pairs of schemas one operation may look at before it counts as undecided."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One pair of nodes, with the way to it.

    Args:
        producer: The producer's node.
        consumer: The consumer's node.
        path: The way from the root, as text.
        component: The name of the nearest component above, in the old document.
        inside: The way from that component.
        steps: The way, for lifting a payload: the nodes above with the steps taken.
    """

    producer: Node
    consumer: Node
    path: str = ""
    component: str = ""
    inside: str = ""
    steps: tuple[tuple[Node, Step], ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A gap where it is.

    Args:
        gap: The gap.
        visit: The pair of nodes that it is at.
        forward: Whether the old client or the new server is the producer, as in real traffic.
        roots: The producer's and the consumer's root.
        old_produces: Whether the producer is the old document.
    """

    gap: Gap
    visit: Visit
    forward: bool
    roots: tuple[Node, Node]
    old_produces: bool

    @property
    def path(self) -> str:
        """The way to the gap from the root, the property it is about included."""
        return _joined(self.visit.path, self.gap.name)

    @property
    def within(self) -> tuple[str, str]:
        """The nearest component of the old document, and the way from there to the gap."""
        branch = self.gap.branch if self.old_produces else self.gap.partner
        if branch is not None and branch.name:
            return branch.name, self.gap.name
        return self.visit.component, _joined(self.visit.inside, self.gap.name)


@dataclass(slots=True)
class Schemas:
    """The comparing of schemas of two documents, with all that it remembers.

    Args:
        old: The old document.
        new: The new document.
    """

    old: Document
    new: Document
    pairs: Pairs = field(default_factory=Pairs)
    components: Components = field(init=False)
    remembered: dict[Any, Any] = field(default_factory=dict)
    _spaces: dict[tuple[bool, bool, bool, bool], Space] = field(default_factory=dict)
    _walks: dict[tuple[int, int, bool], list[Visit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.components = Components(self.old, self.new)

    def renew_budget(self) -> None:
        """Give the next operation its steps."""
        self.pairs.budget = Budget(STEPS_PER_OPERATION)

    def node(
        self,
        raw: Any,
        *,
        new: bool,
        response: bool,
        lexical: bool = False,
        repeated: bool = False,
    ) -> Node:
        """The node of a schema.

        Args:
            raw: The schema object, or None for anything.
            new: Whether it belongs to the new document.
            response: Whether its values travel to the client.
            lexical: Whether they travel as text.
            repeated: Whether lists are written by repeating a name.

        Returns:
            The node.
        """
        key = (new, response, lexical, repeated)
        if key not in self._spaces:
            document = self.new if new else self.old
            self._spaces[key] = Space(
                document, response=response, lexical=lexical, repeated=repeated
            )
        return self._spaces[key].node((raw,) if raw is not None else ())

    def gaps(self, old: Node, new: Node, direction: Direction) -> list[Located]:
        """All the gaps between two schemas, with one for a place.

        Args:
            old: The old schema.
            new: The new schema.
            direction: Which way the values travel.

        Returns:
            The gaps of real traffic first; those of the opposite way only where nothing
            else is said about the place.
        """
        producer, consumer = (old, new) if direction is Direction.REQUEST else (new, old)
        forward = list(self._located(producer, consumer, old=old, forward=True))
        told = {located.path for located in forward}
        backward = self._located(consumer, producer, old=old, forward=False)
        return forward + [one for one in backward if not _is_told(one, told)]

    def visits(self, old: Node, new: Node, direction: Direction) -> list[Visit]:
        """Every pair of nodes below two schemas, the producer first.

        Args:
            old: The old schema.
            new: The new schema.
            direction: Which way the values travel.

        Returns:
            The pairs, nearest first.
        """
        producer, consumer = (old, new) if direction is Direction.REQUEST else (new, old)
        return self._walk(producer, consumer, old_produces=producer is old)

    def _located(
        self, producer: Node, consumer: Node, *, old: Node, forward: bool
    ) -> Iterator[Located]:
        for visit in self._walk(producer, consumer, old_produces=producer is old):
            for gap in self.pairs.local(visit.producer, visit.consumer).gaps:
                yield Located(gap, visit, forward, (producer, consumer), producer is old)

    def _walk(self, producer: Node, consumer: Node, *, old_produces: bool) -> list[Visit]:
        key = (producer.number, consumer.number, old_produces)
        if key not in self._walks:
            self._walks[key] = self._searched(producer, consumer, old_produces=old_produces)
        return self._walks[key]

    def _searched(self, producer: Node, consumer: Node, *, old_produces: bool) -> list[Visit]:
        start = _entered(Visit(producer, consumer), "", old_produces=old_produces)
        seen = {(producer.number, consumer.number)}
        found, queue = [], deque([start])
        while queue:
            visit = queue.popleft()
            found.append(visit)
            self.pairs.budget.spend()
            for step, below, under in self.pairs.local(visit.producer, visit.consumer).edges:
                key = (below.number, under.number)
                if key not in seen:
                    seen.add(key)
                    queue.append(_below(visit, step, below, under, old_produces=old_produces))
        return found


def _is_told(located: Located, told: set[str]) -> bool:
    return located.gap.kind == "default" or located.path in told


def _below(visit: Visit, step: Step, below: Node, under: Node, *, old_produces: bool) -> Visit:
    word = _word(step)
    component, inside = visit.component, visit.inside
    name = (step.branch if old_produces else step.partner).name
    if name:
        component, inside = name, ""
    next_visit = Visit(
        below,
        under,
        _joined(visit.path, word),
        component,
        _joined(inside, word),
        (*visit.steps, (visit.producer, step)),
    )
    return _entered(next_visit, word, old_produces=old_produces)


def _word(step: Step) -> str:
    if step.kind == "item":
        return f"[{step.position}]" if step.position < len(step.branch.prefix) else "[]"
    return "{}" if step.kind == "additional" else step.name


def _entered(visit: Visit, word: str, *, old_produces: bool) -> Visit:
    node = visit.producer if old_produces else visit.consumer
    if not node.name:
        return visit
    return Visit(visit.producer, visit.consumer, visit.path, node.name, "", visit.steps)


def _joined(path: str, word: str) -> str:
    if not word:
        return path
    return path + word if word.startswith(("[", "{")) else f"{path}.{word}" if path else word
