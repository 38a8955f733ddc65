"""Bringing schemas into normal form: references, allOf, unions and spellings are resolved away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.schema.alternatives import Undecidable
from routeshift.compare.schema.combining import ANY, Combining
from routeshift.compare.schema.merging import branches_of
from routeshift.compare.schema.nodes import Branch, Conjunction, Node, Space
from routeshift.compare.schema.uniting import as_text, united
from routeshift.lenient_json import mapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.schema.budget import Budget

# In steps of the budget, which count pairs: multiplying schemas out takes far longer than a pair.
_STEPS_FOR_EACH_MORE = 200
_STEPS_FOR_UNDECIDABLE = 1_000


class Expansion(Space):
    """Makes each node when it is asked for, once.

    Args:
        combining: The document's schemas as alternatives.
        budget: What making a node is paid from.
        response: As a `Space` takes it, like the rest.
        lexical: So, too.
        repeated: So, too.
    """

    def __init__(
        self,
        combining: Combining,
        budget: Budget,
        *,
        response: bool,
        lexical: bool = False,
        repeated: bool = False,
    ) -> None:
        super().__init__(combining.document, response=response, lexical=lexical, repeated=repeated)
        self.combining = combining
        self.budget = budget
        self._nodes: dict[frozenset[int], Node] = {}
        # Nodes are known by the identity of their schemas: what is kept cannot give its id away.
        self._kept: list[Any] = []
        self._by_identity: dict[int, tuple[Conjunction, Node]] = {}

    def node(self, raws: Conjunction) -> Node:
        # Most nodes are asked for by the very tuple of
        # their branch, which spares resolving it again.
        known = self._by_identity.get(id(raws))
        if known is not None:
            return known[1]
        found = self._found(raws)
        self._by_identity[id(raws)] = (raws, found)
        return found

    def _found(self, raws: Conjunction) -> Node:
        resolved = self._resolved(raws)
        # The order in which schemas were met, and how often, changes nothing of what they mean.
        key = frozenset(id(raw) for raw in resolved)
        if key not in self._nodes:
            self._kept.append(resolved)
            self._nodes[key] = self._made(resolved)
        return self._nodes[key]

    def _resolved(self, raws: Conjunction) -> Conjunction:
        found = {}
        for raw in raws:
            schema = self.combining.schema(raw)
            if schema is not ANY:
                found[id(schema)] = schema
        return tuple(found.values())

    def _made(self, raws: Conjunction) -> Node:
        name = self.document.component_of(raws[0]) if len(raws) == 1 else ""
        # What holds at once is multiplied out: rare in documents that people write.
        self.budget.spend(1 + _STEPS_FOR_EACH_MORE * (len(raws) - 1 if raws else 0))
        try:
            alternatives = self.combining.conjunction(raws)
        except Undecidable as reason:
            self.budget.spend(_STEPS_FOR_UNDECIDABLE)
            return Node(self, raws, (), name, str(reason))
        parts = [part for alternative in alternatives for part in alternative.parts]
        self.budget.spend(
            1 + len(parts) + sum(len(mapped(one, "properties")) for one in parts) // 4
        )
        branches = [
            branch
            for alternative in alternatives
            for branch in branches_of(self, alternative.parts, alternative.name, alternative.title)
        ]
        return Node(self, raws, tuple(self._simplified(branches)), name)

    def _simplified(self, branches: list[Branch]) -> list[Branch]:
        if self.repeated:
            branches = branches + [one for branch in branches for one in self._single(branch)]
        # As text before uniting: what `null` and numbers leave behind may be alike only then.
        return united(as_text(branches) if self.lexical else branches)

    def _single(self, branch: Branch) -> Iterator[Branch]:
        """The item of a list of one, as it is written alone."""
        if branch.kind == "array" and branch.rest and branch.size("minItems") <= 1:
            yield from (one for one in self.node(branch.rest).branches if not one.structured)
