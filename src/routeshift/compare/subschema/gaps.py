"""Gaps between a producer and a consumer, and the steps to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeshift.compare.schema import Branch, Node


@dataclass(frozen=True, slots=True)
class Gap:
    """One place where a producer's value may be refused, or is not read.

    Args:
        kind: What is wrong: type, values, constraint, content, presence, undeclared,
            refused, closed, branch, default, opaque, exclusive (a suspicion until a payload
            shows it).
        producer: The producer's node.
        consumer: The consumer's node.
        branch: The producer's branch that is not covered, if it is about one.
        partner: The consumer's branch that came nearest.
        name: The property it is about, or "".
        kinds: The types that the consumer lacks, for a gap of kind type.
    """

    kind: str
    producer: Node
    consumer: Node
    branch: Branch | None = None
    partner: Branch | None = None
    name: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def hard(self) -> bool:
        """Whether it stands against covering: what is only not read does not."""
        return self.kind not in ("undeclared", "default", "exclusive")


@dataclass(frozen=True, slots=True)
class Step:
    """One step down: into a property, an item, or an undeclared property."""

    kind: str
    branch: Branch
    partner: Branch
    name: str = ""
    position: int = 0


Key = tuple[int, int]
"""The numbers of a producer and a consumer."""

Way = tuple[Key, bool, Step, "Node", "Node"]


@dataclass(slots=True)
class Local:
    """What one pair of nodes comes to by itself, and the pairs below it."""

    gaps: list[Gap] = field(default_factory=list)
    edges: list[tuple[Step, Node, Node]] = field(default_factory=list)
    _ways: list[Way] | None = None

    def ways(self, consumer: Node) -> list[Way]:
        """The pairs below, each once: first those to which just one branch leads.

        Args:
            consumer: The consumer of the pair.

        Returns:
            For each pair its key, whether another branch could take the value too, the
            first step to it, and its nodes.
        """
        if self._ways is None:
            several = consumer.several
            found: dict[tuple[Key, bool], Way] = {}
            for step, below, under in self.edges:
                key, ambiguous = (below.number, under.number), step.branch.kind in several
                found.setdefault((key, ambiguous), (key, ambiguous, step, below, under))
            self._ways = list(found.values())
        return self._ways
