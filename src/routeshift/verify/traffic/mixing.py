"""The cases of one operation: samples first, then awkward, border and generated ones."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from routeshift.stubs import Wish
from routeshift.verify.cases import Case, DocumentedEndpoint, Headers
from routeshift.verify.traffic.awkward import ALWAYS, SPREAD, undocumented
from routeshift.verify.traffic.chains import Chain
from routeshift.verify.traffic.generated import Generator
from routeshift.verify.traffic.requests import Parts, sampled

# How likely optional parts are in each of the samples that come first. With the errors that come
# next they are twenty: a short run has all of both.
_OPTIONAL = (0.0, 0.0, 1.0, 0.5, 0.9, 0.2, 0.7)
# Of the budget that is left after the families that every operation gets whole.
_SPREAD_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Traffic:
    """Makes the cases of one operation.

    Args:
        endpoints: The operation as the old document tells it, and as the new one does where
            they disagree.
        seed: Another seed, other cases.
        credentials: Headers that every case carries unless it is about them.
        generators: Schemathesis for each endpoint; empty does without.
        chain: What the requests take from steps before them; None when they stand alone.
        after: Cases that come after others have changed what the operation is about.
    """

    endpoints: Sequence[DocumentedEndpoint]
    seed: int
    credentials: Headers = ()
    generators: Sequence[Generator] = ()
    chain: Chain | None = None
    after: Sequence[Case] = ()

    def samples(self) -> list[Parts]:
        """Requests that a document calls valid, from the smallest to a full one."""
        return [
            self._sampled(endpoint, f"{self.seed} {endpoint.label} {index}", optional)
            for index, optional in enumerate(_OPTIONAL)
            for endpoint in self.endpoints
        ]

    def _sampled(self, endpoint: DocumentedEndpoint, seed: str, optional: float) -> Parts:
        parts = sampled(endpoint, seed, optional)
        return parts if self.chain is None else self.chain.applied(parts)

    def sample_cases(self) -> list[Case]:
        """The samples as cases, in their order."""
        return [
            parts.case(f"sample {index}").with_headers(self.credentials)
            for index, parts in enumerate(self.samples())
        ]

    def cases(self, base: Parts, count: int, hidden: Sequence[str] = ()) -> list[Case]:
        """The cases after the samples that cost little to make.

        Args:
            base: A sample that was accepted, if one was.
            count: How many there may be.
            hidden: Parameters that the implementation received and no document names.
        """
        always = [case for family in ALWAYS for case in family(base)]
        always = [*self.after, *undocumented(base, hidden), *always][:count]
        left = count - len(always)
        room = int(left * _SPREAD_SHARE) if self.generators else left
        spread = self._spread(base)[: max(0, room)]
        made = [case.with_headers(self.credentials) for case in (*always, *spread)]
        if self.credentials:
            made.insert(0, base.case("awkward: no credentials"))
        return list(_distinct(made))[:count]

    def more(self, count: int) -> Iterator[Case]:
        """What schemathesis makes, and samples where it had fewer than wanted.

        Args:
            count: How many there are.
        """
        generated = list(_distinct(self._generated(count)))
        for case in chain(generated, self._filling(count - len(generated))):
            yield case.with_headers(self.credentials)

    def _spread(self, base: Parts) -> list[Case]:
        """The growing families, in an order in which a part of them is worth the most."""
        first, *others = (_families(replace(base, endpoint=e)) for e in self.endpoints)
        usual = {_key(case): case for case in first}
        # What one document alone makes worth trying is where the sides may disagree.
        special = [case for cases in others for case in cases if _key(case) not in usual]
        rest = list(usual.values())
        random.Random(f"{self.seed} {base.endpoint.label}").shuffle(rest)  # noqa: S311
        return special + rest

    def _filling(self, count: int) -> Iterator[Case]:
        """More valid requests, each for another answer, where the other sources had too few."""
        for index in range(count):
            endpoint = self.endpoints[index % len(self.endpoints)]
            seed = f"{self.seed} {endpoint.label} more {index}"
            parts = self._sampled(endpoint, seed, index % 11 / 10)
            yield parts.case(f"sample more {index}", wish=Wish(answer=index))

    def _generated(self, count: int) -> list[Case]:
        share = count // max(1, len(self.generators))
        return [
            case
            for generator, endpoint in zip(self.generators, self.endpoints, strict=False)
            for case in generator.cases(endpoint, share)
        ]


def _families(base: Parts) -> list[Case]:
    return [case for family in SPREAD for case in family(base)]


def _key(case: Case) -> tuple[Any, ...]:
    sent = (case.method, case.target, case.headers, case.body, case.wish, case.leave_after)
    return (*sent, case.before)


def _distinct(cases: Iterable[Case]) -> Iterator[Case]:
    seen = set()
    for case in cases:
        key = _key(case)
        if key not in seen:
            seen.add(key)
            yield case
