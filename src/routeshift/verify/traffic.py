"""The cases of one operation: samples first, then awkward, border and generated ones."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from routeshift.verify.awkward import ALWAYS, SPREAD
from routeshift.verify.case import Case, Headers
from routeshift.verify.endpoint import Endpoint
from routeshift.verify.generated import Generator
from routeshift.verify.requests import Parts, sampled

# How likely optional parts are in each of the samples that come first.
_OPTIONAL = (0.0, 0.0, 1.0, 0.5, 0.5, 0.9, 0.2, 0.7)
# Of the budget that is left after the families that every operation gets whole.
_SPREAD_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Traffic:
    """Makes the cases of one operation.

    Args:
        endpoint: The operation.
        seed: Another seed, other cases.
        credentials: Headers that every case carries unless it is about them.
        generator: Schemathesis; None does without.
    """

    endpoint: Endpoint
    seed: int
    credentials: Headers = ()
    generator: Generator | None = None

    def samples(self) -> list[Parts]:
        """Requests that the document calls valid, from the smallest to a full one."""
        return [
            sampled(self.endpoint, f"{self.seed} {self.endpoint.label} {index}", optional)
            for index, optional in enumerate(_OPTIONAL)
        ]

    def sample_cases(self) -> list[Case]:
        """The samples as cases."""
        return [
            parts.case(f"sample {index}").with_headers(self.credentials)
            for index, parts in enumerate(self.samples())
        ]

    def cases(self, base: Parts, count: int) -> list[Case]:
        """The cases after the samples.

        Args:
            base: A sample that was accepted, if one was.
            count: How many there may be.
        """
        always = [case for family in ALWAYS for case in family(base)][:count]
        left = count - len(always)
        spread = self._some((c for family in SPREAD for c in family(base)), left)
        generated = self._generated(left - len(spread))
        made = [self._credentialed(case) for case in (*always, *spread, *generated)]
        if self.credentials:
            made.insert(0, base.case("awkward: no credentials"))
        return list(_distinct(made))

    def _some(self, cases: Iterable[Case], left: int) -> list[Case]:
        made = list(cases)
        room = left if self.generator is None else int(left * _SPREAD_SHARE)
        if len(made) > room:
            random.Random(f"{self.seed} {self.endpoint.label}").shuffle(made)  # noqa: S311
        return made[: max(0, room)]

    def _generated(self, count: int) -> list[Case]:
        return [] if self.generator is None else self.generator.cases(self.endpoint, count)

    def _credentialed(self, case: Case) -> Case:
        return case.with_headers(self.credentials)


def _distinct(cases: Iterable[Case]) -> Iterator[Case]:
    seen = set()
    for case in cases:
        key = (case.method, case.target, case.headers, case.body, case.wish, case.leave_after)
        if key not in seen:
            seen.add(key)
            yield case
