"""From two schemas to drafts of findings: every gap with its place, in both directions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routeshift.compare.documents import Components
from routeshift.compare.records import Direction
from routeshift.compare.schema import Combining, Expansion, Space
from routeshift.compare.subschema.pairs import Pairs
from routeshift.compare.subschema.visits import Located, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routeshift.compare.documents import Document
    from routeshift.compare.schema import Node
    from routeshift.compare.subschema.gaps import Key, Local


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
    notes: dict[Any, Any] = field(default_factory=dict)
    _combining: dict[bool, Combining] = field(default_factory=dict)
    _spaces: dict[tuple[bool, bool, bool, bool], Space] = field(default_factory=dict)
    _directed: bool = False
    _gapped: dict[Key, list[tuple[Visit, Local]]] = field(default_factory=dict)
    _silent: set[Key] = field(default_factory=set)
    _plain: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.components = Components(self.old, self.new)
        self._combining = {False: Combining(self.old), True: Combining(self.new)}
        self._directed = self.old.is_directed or self.new.is_directed

    def renew_budget(self) -> None:
        """Give the next operation its steps."""
        self.pairs.budget.renew()

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
        # A document without readOnly and writeOnly is the
        # same in both directions: one space, half the work.
        response = response and self._directed
        key = (new, response, lexical, repeated)
        if key not in self._spaces:
            self._spaces[key] = Expansion(
                self._combining[new],
                self.pairs.budget,
                response=response,
                lexical=lexical,
                repeated=repeated,
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
        # No value travels the opposite way, but what became wider there has changed for readers.
        forward = list(self._located(producer, consumer, old=old, forward=True))
        known = {located.path for located in forward}
        backward = self._located(consumer, producer, old=old, forward=False)
        # A place that differs forward is told as that
        # alone: seen from behind it would be told twice.
        return forward + [one for one in backward if not _is_known(one, known)]

    def noted(
        self, old: Node, new: Node, direction: Direction, note: Callable[[Visit], Any]
    ) -> Iterator[tuple[Visit, Any]]:
        """Every pair of nodes below two schemas that there is something to note about.

        Args:
            old: The old schema.
            new: The new schema.
            direction: Which way the values travel.
            note: What there is to note about a pair and the step to it. Asked once for
                each step, however many operations take it.

        Yields:
            The pairs with their notes, nearest first.
        """
        producer, consumer = (old, new) if direction is Direction.REQUEST else (new, old)
        root = Visit(producer, consumer, producer is old)
        empty = True
        for visit in self._steps(root, self._plain):
            key = (producer.number, consumer.number) if visit.step is None else id(visit.step)
            if key not in self.notes:
                self.notes[key] = note(visit)
            if self.notes[key]:
                empty = False
                yield visit, self.notes[key]
        if empty:
            self._remember(root, self._plain)

    def _located(
        self, producer: Node, consumer: Node, *, old: Node, forward: bool
    ) -> Iterator[Located]:
        key = (producer.number, consumer.number)
        if key not in self._gapped:
            root = Visit(producer, consumer, producer is old)
            found = self._pairs(root, self._silent)
            self._gapped[key] = [(visit, local) for visit, local in found if local.gaps]
            if not self._gapped[key]:
                self._remember(root, self._silent)
        for visit, local in self._gapped[key]:
            for gap in local.gaps:
                yield Located(gap, visit, forward, (producer, consumer))

    def _pairs(self, root: Visit, known: set[Key]) -> Iterator[tuple[Visit, Local]]:
        """The pairs below a root, once each; what lies below the known pairs is left out.

        Ways through a union in which another branch could take the value come last: a payload
        shows less there.
        """
        spend, local = self.pairs.budget.spend, self.pairs.local
        start = (root.producer.number, root.consumer.number)
        seen: set[Key] = set()
        queued, deferred = {start}, set(seen)
        # Nearest first, so that a finding names the shortest way; what several branches may lead to
        # waits, for there a payload is harder to make.
        queue: deque[tuple[Key, Visit]] = deque([(start, root)])
        later: deque[tuple[Key, Visit]] = deque()
        while queue or later:
            here, visit = queue.popleft() if queue else later.popleft()
            # It may have been deferred first, and then reached by a way that shows more.
            if here in seen:
                continue
            seen.add(here)
            spend()
            found = local(visit.producer, visit.consumer)
            yield visit, found
            for key, ambiguous, step, below, under in found.ways(visit.consumer):
                if key in queued or key in known:
                    continue
                if not ambiguous:
                    queued.add(key)
                    queue.append((key, Visit(below, under, visit.old_produces, visit, step)))
                elif key not in deferred:
                    deferred.add(key)
                    later.append((key, Visit(below, under, visit.old_produces, visit, step)))

    def _steps(self, root: Visit, known: set[Key]) -> Iterator[Visit]:
        """The same pairs, once for each step that leads to one, the known ones included."""
        spend, local = self.pairs.budget.spend, self.pairs.local
        seen: set[Key] = set()
        queue, later = deque([root]), deque[Visit]()
        while queue or later:
            visit = queue.popleft() if queue else later.popleft()
            yield visit
            key = (visit.producer.number, visit.consumer.number)
            if key in seen or (key in known and visit is not root):
                continue
            seen.add(key)
            spend()
            several = visit.consumer.several
            for step, below, under in local(visit.producer, visit.consumer).edges:
                reached = Visit(below, under, visit.old_produces, visit, step)
                (later if step.branch.kind in several else queue).append(reached)

    def _remember(self, root: Visit, known: set[Key]) -> None:
        """Add everything below a root to what is known."""
        for visit, _ in list(self._pairs(root, known)):
            known.add((visit.producer.number, visit.consumer.number))


def _is_known(located: Located, known: set[str]) -> bool:
    return located.gap.kind == "default" or located.path in known
