"""Chains: what one operation makes is what the next is asked about, on each side its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from routeshift.verify.cases import Case, DocumentedEndpoint, Exchange, Headers, carried_value, mark
from routeshift.verify.traffic.links import Link, links, undocumented
from routeshift.verify.traffic.requests import Parts, sampled

# What is made by what is made by what is made: deeper is no chain.
_DEEP = 4
# How likely optional parts are in the samples of which one must be accepted.
_OPTIONAL = (0.0, 1.0, 0.5)
# Cases of one operation after what others have changed.
_AFTER = 24
_STEP = "a step before"

Ask = Callable[[Case], Awaitable[tuple[Exchange, Exchange]]]
"""Sends one case to both sides."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps before an operation, and what it takes from their answers.

    Attributes:
        before: The steps.
        sources: What each link's slot takes: a step before and a pointer, as in `0 /body/id`.
    """

    before: tuple[Case, ...]
    sources: Mapping[Link, str]

    def applied(self, parts: Parts) -> Parts:
        """A request that takes what the steps made, wherever it has a slot for it."""
        carried = list(dict.fromkeys(self.sources.values()))
        for link, source in self.sources.items():
            parts = _with(parts, link, mark(carried.index(source)))
        return replace(parts, before=self.before, carried=tuple(carried))


@dataclass(slots=True)
class Chains:
    """Finds by asking which chains are worth it: those of sides that make things.

    Args:
        endpoints: The operations of the old document.
        labels: The operations that are asked.
        seed: Another seed, other requests.
        credentials: Headers of every step.

    Attributes:
        adopted: The chain of each operation that has one, by label.
    """

    endpoints: Sequence[DocumentedEndpoint]
    labels: Collection[str]
    seed: int
    credentials: Headers = ()
    adopted: dict[str, Chain] = field(default_factory=dict)
    _accepted: dict[str, Parts] = field(default_factory=dict)
    _made: set[tuple[str, str]] = field(default_factory=set)
    _links: dict[str, list[Link]] = field(default_factory=dict)
    _undocumented: dict[str, list[str]] = field(default_factory=dict)
    _answers: dict[str, Exchange] = field(default_factory=dict)

    async def find(self, ask: Ask) -> None:
        """Ask the operations that make things, and those that take them.

        A chain is adopted when its operation takes what was made, and either refuses what was
        not, or is asked about something that is another one each time.

        Args:
            ask: Sends one case to both sides.
        """
        self._links = links(self.endpoints)
        self._undocumented = undocumented(self.endpoints, self._links)
        needed = self._needed()
        # What makes a thing has a shorter path than what takes it.
        for endpoint in sorted(self.endpoints, key=lambda e: e.path.count("{")):
            if endpoint.label in needed:
                await self._find(endpoint, ask)

    def after(self, endpoint: DocumentedEndpoint) -> list[Case]:
        """Cases of an operation after others have changed what it is about."""
        own = self._accepted.get(endpoint.label)
        if own is None:
            return []
        found: list[Case] = []
        for other in self.endpoints:
            if _changes(other, endpoint) and other.label in self.adopted:
                builder = self._builder()
                builder.step_of(other.label)
                parts = builder.chain(endpoint.label).applied(own)
                found.append(self._case(parts, f"after {other.label}"))
        # Each has steps before it, which cost as much as cases.
        return found[:_AFTER]

    def _needed(self) -> set[str]:
        """The operations that take something, those that make it, and those that change it."""
        wanted = [endpoint for endpoint in self.endpoints if endpoint.label in self.labels]
        changing = (o for e in wanted for o in self.endpoints if _changes(o, e))
        taking = self._links.keys() | self._undocumented.keys()
        waiting = [e.label for e in (*wanted, *changing) if e.label in taking]
        needed: set[str] = set()
        while waiting:
            label = waiting.pop()
            if label not in needed:
                needed.add(label)
                waiting += [link.producer for link in self._links.get(label, ())]
                waiting += self._undocumented.get(label, ())
        return needed

    async def _find(self, endpoint: DocumentedEndpoint, ask: Ask) -> None:
        label = endpoint.label
        chain = self._builder().chain(label)
        found = await self._first_accepted(endpoint, None, ask)
        # What is another one each time a side is asked cannot be sent as a constant to both.
        made = any((link.producer, link.pointer) in self._made for link in chain.sources)
        if chain.sources and (found is None or made):
            chained = await self._first_accepted(endpoint, chain, ask)
            if chained is not None:
                self.adopted[label] = chain
                found = chained
        if found is not None:
            self._accepted[label], first = found
            self._learn_links(label, first)
            await self._note_made(label, first, ask)

    def _learn_links(self, label: str, answer: Exchange) -> None:
        """See in an answer what its document does not say."""
        if any(label in makers for makers in self._undocumented.values()):
            self._answers[label] = answer
            self._links = links(self.endpoints, self._answers)

    async def _first_accepted(
        self, endpoint: DocumentedEndpoint, chain: Chain | None, ask: Ask
    ) -> tuple[Parts, Exchange] | None:
        # First what is demanded alone, then all: one of them is accepted by most operations.
        for index, optional in enumerate(_OPTIONAL):
            parts = sampled(endpoint, f"{self.seed} {endpoint.label} {index}", optional)
            if chain is not None:
                parts = chain.applied(parts)
            old, _ = await ask(self._case(parts, _STEP))
            if (old.status or 500) < 400:
                return parts, old
        return None

    async def _note_made(self, label: str, first: Exchange, ask: Ask) -> None:
        """Ask once more, and see which values are others each time."""
        taken = {
            link.pointer
            for found in self._links.values()
            for link in found
            if link.producer == label
        }
        if not taken:
            return
        second, _ = await ask(self._case(self._accepted[label], _STEP))
        for pointer in taken:
            if carried_value(first, pointer) != carried_value(second, pointer):
                self._made.add((label, pointer))

    def _builder(self) -> _Builder:
        return _Builder(self._links, self._accepted, self.credentials)

    def _case(self, parts: Parts, origin: str) -> Case:
        return parts.case(origin).with_headers(self.credentials)


class _Builder:
    """Puts the steps of a chain together; what one step makes is for all that take it."""

    def __init__(
        self,
        links: Mapping[str, Sequence[Link]],
        accepted: Mapping[str, Parts],
        credentials: Headers,
    ) -> None:
        self._links, self._accepted, self._credentials = links, accepted, credentials
        self._indexes: dict[str, int] = {}
        self._steps: list[Case] = []

    def chain(self, label: str, deep: int = _DEEP) -> Chain:
        """The steps until now and those that an operation needs, and what it takes from them."""
        sources = {}
        for link in self._links.get(label, ()):
            index = self.step_of(link.producer, deep)
            if index is not None:
                sources[link] = f"{index} {link.pointer}"
        return Chain(tuple(self._steps), sources)

    def step_of(self, label: str, deep: int = _DEEP) -> int | None:
        """The number of the step that is an operation; None where it cannot be one."""
        if label in self._indexes:
            return self._indexes[label]
        parts = self._accepted.get(label)
        if parts is None or deep == 0:
            return None
        if parts.before:
            parts = self.chain(label, deep - 1).applied(parts)
        self._indexes[label] = len(self._steps)
        step = parts.case(_STEP).with_headers(self._credentials)
        # The steps before it stand in this chain already, each of them once.
        self._steps.append(replace(step, before=()))
        return self._indexes[label]


def _changes(other: DocumentedEndpoint, endpoint: DocumentedEndpoint) -> bool:
    """Whether an operation may change what another one answers: it is about the same thing."""
    reads = endpoint.method == "GET"
    if other.method != "DELETE" and not (reads and other.method in ("PUT", "PATCH", "POST")):
        return False
    # Paths are all that a document says of what an operation is about.
    thing = other.path.rpartition("/{")[0]
    return bool(thing) and f"{endpoint.path}/".startswith(f"{thing}/")


def _with(parts: Parts, link: Link, value: str) -> Parts:
    slot = link.slot
    if slot.place == "path":
        return parts.with_path(slot.name, value) if slot.name in parts.path else parts
    if slot.place == "query":
        present = any(name == slot.name for name, _ in parts.query)
        return parts.with_query(slot.name, value) if present else parts
    body: Any = parts.body
    if not isinstance(body, dict) or body.get(slot.name) is None:
        return parts
    carried = [value] if isinstance(body[slot.name], list) else value
    return parts.with_body({**body, slot.name: carried}, parts.media_type)
