"""Walking two normal forms in step: what a producer may send that a consumer refuses."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeshift.compare.schema import Budget, Sameness, canonical, inlined
from routeshift.compare.subschema.conforming import accepts
from routeshift.compare.subschema.gaps import Gap, Local
from routeshift.compare.subschema.matching import alike, partner
from routeshift.compare.subschema.proving import checker, covers
from routeshift.compare.subschema.structures import Structure

if TYPE_CHECKING:
    from routeshift.compare.schema import Branch, Node


_LONGEST_TRIAL = 60
"""How many pairs one trial of a union's branch may look at."""

_TRIALS = 6_000
"""How many pairs all the trials of one comparison may look at."""


# Looking at a pair for the first time asks the engine, walking over it again does not.
_STEPS_FOR_A_NEW_PAIR = 5

_MOST_CHECKS = 5_000_000
"""How many listed values may be held against each other."""


class Pairs:
    """All the pairs of a producing and a consuming document, each looked at once."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.sameness = Sameness()
        self._locals: dict[tuple[int, int], Local] = {}
        self._clean: set[tuple[int, int]] = set()
        self._trying = False
        self._trials_left = _TRIALS

    def local(self, producer: Node, consumer: Node) -> Local:
        """The pair by itself.

        Args:
            producer: The node whose values travel.
            consumer: The node that must take them.

        Returns:
            Its gaps, and the pairs that must hold below it.
        """
        key = (producer.number, consumer.number)
        found = self._locals.get(key)
        if found is None:
            self.budget.spend(_STEPS_FOR_A_NEW_PAIR)
            self._locals[key] = found = Local()
            _Walk(self, producer, consumer, found).run()
        return found

    def proven(self, producer: Node, consumer: Node) -> bool:
        """Whether a short walk proves that a consumer takes all of a producer's values.

        Args:
            producer: The node whose values travel.
            consumer: The node that must take them.

        Returns:
            True for a proof; False for a gap, and for anything that takes too long.
        """
        root = (producer.number, consumer.number)
        if root in self._clean:
            return True
        # A trial inside a trial would be paid for again at each union below: what the outer one
        # cannot show by a walk, it does not show.
        if self._trying:
            return False
        self._trying = True
        try:
            return self._search(producer, consumer)
        finally:
            self._trying = False

    def _search(self, producer: Node, consumer: Node) -> bool:
        seen = {(producer.number, consumer.number)}
        queue = deque([(producer, consumer)])
        while queue:
            if len(seen) > _LONGEST_TRIAL or self._trials_left <= 0:
                return False
            self._trials_left -= 1
            pair = queue.popleft()
            found = self.local(*pair)
            if any(gap.hard for gap in found.gaps):
                return False
            for _, below, under in found.edges:
                key = (below.number, under.number)
                if key not in seen and key not in self._clean:
                    seen.add(key)
                    queue.append((below, under))
        # No pair on the way has a gap, and none leads further: so each of them is proven, too.
        self._clean |= seen
        return True


@dataclass(slots=True)
class _Walk:
    pairs: Pairs
    producer: Node
    consumer: Node
    found: Local

    def run(self) -> None:
        if self.producer.undecidable or self.consumer.undecidable:
            # Without a normal form nothing can be proven, but the same text means the same.
            if not self.pairs.sameness.of(self.producer, self.consumer):
                self._gap("opaque")
            return
        # Types first: of values whose type is refused nothing else is to be said.
        taken = self.consumer.kinds | self.consumer.absorbs
        missing = tuple(kind for kind in sorted(self.producer.kinds) if kind not in taken)
        if missing:
            branch = self.producer.of(missing[0])[0]
            self._gap("type", branch=branch, kinds=missing)
            # One gap says it all: the rest would repeat it, a type at a time.
            if self.producer.is_anything:
                return
        for branch in self.producer.branches:
            if branch.kind in self.consumer.kinds:
                self._branch(branch, self.consumer.of(branch.kind))
        # Of a missing type there is a gap already, which says more.
        if _is_exclusive(self.consumer) and not _is_exclusive(self.producer) and not missing:
            self._gap("exclusive", branch=self.producer.branches[0])

    def _gap(self, kind: str, **more: Any) -> None:
        self.found.gaps.append(Gap(kind, self.producer, self.consumer, **more))

    def _branch(self, branch: Branch, options: list[Branch]) -> None:
        if branch.kind in ("array", "object"):
            self._structured(branch, options)
        else:
            self._scalar(branch, options)

    def _scalar(self, branch: Branch, options: list[Branch]) -> None:
        # Text in another encoding is other text, even where both are strings without limits.
        if not any(_same_content(branch, option) for option in options):
            self._gap("content", branch=branch, partner=options[0])
            return
        plain = [option for option in options if _opaque_covered(branch, option)]
        if plain and _shells_cover([option.shell for option in plain], branch.shell):
            return
        if plain:
            # For the message: the option that speaks of the same keywords reads as a changed limit.
            nearest = next((one for one in plain if set(one.shell) == set(branch.shell)), plain[0])
            self._gap(_scalar_kind(branch, nearest), branch=branch, partner=nearest)
        # Conditions speak of the whole value: only both schemas as wholes can be proven then.
        elif not self._whole_covers(branch):
            self._gap("opaque", branch=branch, partner=options[0])

    def _whole_covers(self, branch: Branch) -> bool:
        left, right = inlined(self.consumer), inlined(self.producer)
        return left is not None and right is not None and covers(left, right)

    def _structured(self, branch: Branch, options: list[Branch]) -> None:
        if branch.enumerated() is not None or all(o.enumerated() is not None for o in options):
            self._enumerated(branch, options)
            return
        options = [option for option in options if option.enumerated() is None]
        chosen = options[0]
        if len(options) > 1:
            chosen = partner(
                self.producer, branch, self.consumer, options, lambda one: self._fits(branch, one)
            )
            # Walking into a branch that has nothing in
            # common would list all its parts as differences.
            if not alike(branch, chosen) and not self._fits(branch, chosen):
                self._gap("branch", branch=branch, partner=chosen)
                return
        self._pair(branch, chosen, self.found)

    def _enumerated(self, branch: Branch, options: list[Branch]) -> None:
        # Listed values are tried one by one, for no subschema says of an enum what it takes.
        listed = branch.enumerated()
        if listed is None or not all(accepts(self.consumer, value) for value in listed):
            self._gap("values", branch=branch, partner=options[0])

    def _fits(self, branch: Branch, option: Branch) -> bool:
        trial = Local()
        self._pair(branch, option, trial)
        if any(gap.hard for gap in trial.gaps):
            return False
        return all(self.pairs.proven(below, under) for _, below, under in trial.edges)

    def _pair(self, branch: Branch, option: Branch, found: Local) -> None:
        walk = _Walk(self.pairs, self.producer, self.consumer, found)
        if not _opaque_covered(branch, option) and not walk._whole_covers(branch):
            walk._gap("opaque", branch=branch, partner=option)
        if not _shells_cover([option.shell], branch.shell):
            walk._gap("constraint", branch=branch, partner=option)
        Structure(self.producer, self.consumer, branch, option, found).look()


def _is_exclusive(node: Node) -> bool:
    """Whether a value must fit just one of several branches that nothing tells apart."""
    return len(node.branches) > 1 and any(
        # With a discriminator servers look at one branch only.
        "oneOf" in raw and "discriminator" not in raw
        for raw in node.raws
    )


def _opaque_covered(branch: Branch, option: Branch) -> bool:
    return set(option.opaque) <= set(branch.opaque)


_CONTENT = ("contentEncoding", "contentMediaType")


def _shells_cover(options: list[dict[str, Any]], shell: dict[str, Any]) -> bool:
    content = [shell.get(key) for key in _CONTENT]
    options = [option for option in options if [option.get(k) for k in _CONTENT] == content]
    if not options:
        return False
    # The most common answer, without asking the engine.
    if any(option == shell for option in options):
        return True
    if isinstance(shell.get("enum"), list):
        return _takes_all(options, shell["enum"])
    return covers(options[0] if len(options) == 1 else {"anyOf": options}, shell)


def _takes_all(options: list[dict[str, Any]], listed: list[Any]) -> bool:
    """Whether each listed value is valid for one of the options: no proof needs an engine here."""
    plain = [option for option in options if set(option) == {"type", "enum"}]
    known = {canonical(value) for option in plain for value in option["enum"]}
    rest = [value for value in listed if canonical(value) not in known]
    others = [option for option in options if option not in plain]
    if len(rest) * sum(1 + len(option.get("enum") or ()) for option in others) > _MOST_CHECKS:
        return False
    checks = [checker(option) for option in others]
    return all(any(check(value) for check in checks) for value in rest)


def _same_content(branch: Branch, option: Branch) -> bool:
    return all(branch.shell.get(key) == option.shell.get(key) for key in _CONTENT)


def _scalar_kind(branch: Branch, option: Branch) -> str:
    if not _same_content(branch, option):
        return "content"
    if branch.shell["type"] != option.shell["type"]:
        return "type"
    return "values" if "enum" in option.shell else "constraint"
