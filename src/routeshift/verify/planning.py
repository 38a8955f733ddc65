"""Which operations are asked, and what is sent to each next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from routeshift.verify.cases import (
    Case,
    DocumentedEndpoint,
    Exchange,
    anonymous,
    endpoints,
    same_inputs,
)
from routeshift.verify.settings import Settings
from routeshift.verify.sides import Side
from routeshift.verify.traffic import Parts, Traffic, readable, show_extra_fields

# Enough that a process is not asked for each alone, and
# few enough that every operation has its turn soon.
CHUNK = 25


class Plan:
    """The cases of one operation, in chunks.

    Args:
        traffic: Makes the cases.
        budget: How many there may be.
    """

    def __init__(self, traffic: Traffic, budget: int) -> None:
        self._traffic = traffic
        self._samples = traffic.samples()
        self._cases = iter(traffic.sample_cases()[:budget])
        self._sampling = True
        self._cheap = True
        self.left = budget

    @property
    def operation(self) -> str:
        """The label of the operation."""
        return self._traffic.endpoints[0].label

    def chunk(self) -> Sequence[Case]:
        """The next cases; empty at the end."""
        chunk = list(islice(self._cases, CHUNK))
        if not chunk and self._cheap:
            # What takes long to make is made when it is sent, so that neither a limit in seconds
            # nor Ctrl-C has to wait for it.
            self._cheap = False
            self._cases = self._traffic.more(self.left)
            chunk = list(islice(self._cases, CHUNK))
        self.left -= len(chunk)
        return chunk

    def learn(self, pairs: Sequence[tuple[Exchange, Exchange]]) -> None:
        """Be told what became of the last chunk: an accepted sample is what others vary."""
        if not self._sampling:
            return
        self._sampling = False
        base, hidden = self._base(pairs), self._hidden(pairs)
        self._cases = iter(self._traffic.cases(base, self.left, hidden))

    def _hidden(self, pairs: Sequence[tuple[Exchange, Exchange]]) -> list[str]:
        known = {name for endpoint in self._traffic.endpoints for name in endpoint.names}
        received = {
            name: None
            for pair in pairs
            for exchange in pair
            for call in exchange.received
            for name in call.arguments
        }
        # What only an implementation takes is in no
        # document (rule R6), and shows in what it received.
        return [name for name in received if name not in known]

    def _base(self, pairs: Sequence[tuple[Exchange, Exchange]]) -> Parts:
        # What the old side accepts is worth more: it is what worked before.
        for sides in (0, 1):
            for parts, pair in zip(self._samples, pairs, strict=False):
                if (pair[sides].status or 500) < 400:
                    return parts
        # Nothing was accepted: then all cases vary what both refuse, and coverage says so.
        return self._samples[0]


class Operations:
    """The operations of both documents, each under one label.

    Args:
        old: The old side.
        new: The new side.
        settings: Which operations are wanted.

    Attributes:
        shared: Old and new endpoint, by the old one's label.
        alone: Endpoints that one document has, with whether that is the old one.
        malformed: What cannot be read of each document, by the side's name.
        of_old: All operations of the old document, wanted or not.
    """

    def __init__(self, old: Side, new: Side, settings: Settings) -> None:
        self._wants = settings.wants
        self.malformed: dict[str, list[str]] = {}
        self.of_old = self._read(old)
        before = _keyed(e for e in self.of_old if settings.wants(e.label))
        after = _keyed(e for e in self._read(new) if settings.wants(e.label))
        self.shared = {e.label: (e, _renamed(after[k], e)) for k, e in before.items() if k in after}
        gone = [(e, True) for key, e in before.items() if key not in after]
        come = [(e, False) for key, e in after.items() if key not in before]
        self.alone: list[tuple[DocumentedEndpoint, bool]] = gone + come

    def _read(self, side: Side) -> list[DocumentedEndpoint]:
        document, malformed = readable(side.document)
        if malformed:
            self.malformed[side.name] = malformed
        show_extra_fields(document)
        return list(endpoints(document))

    def endpoints(self) -> list[DocumentedEndpoint]:
        """One endpoint an operation; the old side's where both have it."""
        return [old for old, _ in self.shared.values()] + [e for e, _ in self.alone]

    def outside(self, served: Mapping[str, str]) -> dict[str, str]:
        """What is wanted of what one side serves outside of its document, and the other too."""
        asked = {anonymous(endpoint.label) for endpoint in self.endpoints()}
        return {
            place: reason
            for place, reason in served.items()
            if self._wants(place) and anonymous(place) not in asked
        }

    def variants(self) -> Iterator[list[DocumentedEndpoint]]:
        """For each operation the endpoints that requests are made from.

        Two, where the documents disagree on what it takes.
        """
        for old, new in self.shared.values():
            yield [old] if same_inputs(old, new) else [old, new]
        yield from ([endpoint] for endpoint, _ in self.alone)


def _keyed(found: Iterable[DocumentedEndpoint]) -> dict[str, DocumentedEndpoint]:
    keyed: dict[str, DocumentedEndpoint] = {}
    for endpoint in found:
        key = anonymous(endpoint.label)
        # Templates that differ in a name alone may both be served: one of them takes slashes.
        keyed[endpoint.label if key in keyed else key] = endpoint
    return keyed


def _renamed(new: DocumentedEndpoint, old: DocumentedEndpoint) -> DocumentedEndpoint:
    # Generated cases of both belong to one operation; its template must still fit its inputs.
    return new if new.label == old.label else replace(new, label=old.label)
