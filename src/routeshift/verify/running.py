"""One run: the same cases to both sides, differences confirmed, grouped and reduced."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from routeshift.errors import TargetError
from routeshift.redaction import Redaction, variable
from routeshift.verify.cases import Case, DocumentedEndpoint, Exchange
from routeshift.verify.coverage import Coverage
from routeshift.verify.findings import ABSENT, Difference, Discrepancy, groups
from routeshift.verify.judging import Judge, Pair
from routeshift.verify.planning import CHUNK, Operations, Plan
from routeshift.verify.redacting import with_secrets
from routeshift.verify.settings import Settings
from routeshift.verify.sides import HANGS, NOT_ASKED, Side, both
from routeshift.verify.traffic import Chains, Traffic, available, shrink

# Findings beyond these are not reduced; a side that is wholly different has too many.
_SHRUNK = 40
# How often the sides are asked to reduce one.
_TRIES = 60

Progress = Callable[[int, int], None]
"""Is told how many cases are done, and how many there will be as far as is known."""


class Run:
    """One comparison of two sides.

    Args:
        old: The old side, opened.
        new: The new side, opened.
        settings: What the run may do.
        redaction: Hides secrets; it learns those that the user gave.
        progress: Is told how far it is.

    Attributes:
        findings: What was found.
        coverage: What was reached.
        noise: What the old side differs from itself in.
        cases: The cases that were sent, in order.
        secrets: The variables that stand for the user's secrets, by the secret.
    """

    def __init__(
        self,
        old: Side,
        new: Side,
        settings: Settings,
        redaction: Redaction,
        progress: Progress | None = None,
    ) -> None:
        self.redaction = redaction
        self.secrets = {v: variable(n) for n, v in settings.credentials if redaction.hides(n)}
        self._judge = Judge(old, new, settings)
        self.findings, self.noise = self._judge.findings, self._judge.noise
        self.cases: list[Case] = []
        self._old, self._new = old, new
        self._settings = settings
        self._progress = progress or (lambda _done, _all: None)
        self._deadline = None if settings.seconds is None else time.monotonic() + settings.seconds
        self._operations = Operations(old, new, settings)
        every, asked = self._operations.of_old, self._operations.shared
        self._chains = Chains(every, asked, settings.seed, settings.credentials)
        outside = self._operations.outside({**old.outside, **new.outside})
        self.coverage = Coverage(self._operations.endpoints(), self._operations.malformed, outside)

    async def run(self) -> None:
        """Send all cases and judge them; a cancelled run keeps what it has found.

        Raises:
            TargetError: When there is nothing to send.
        """
        try:
            await self._run()
        except asyncio.CancelledError:
            # Ctrl-C: nobody else knows of this task.
            self.coverage.interrupted = True

    async def close(self) -> None:
        """End the sides that it started besides the two."""
        await self._judge.close()

    async def _run(self) -> None:
        self._refuse_nothing_to_ask()
        self._hide_secrets()
        for endpoint, is_old in self._operations.alone:
            self._one_sided(endpoint, is_old)
        if self._settings.corpus is None:
            await self._generate()
        else:
            await self._replay(self._settings.corpus)
        self._refuse_nothing_asked()
        if self._settings.shrink:
            await self._shrink()

    def _hide_secrets(self) -> None:
        for secret, name in self.secrets.items():
            self.redaction.learn(name, secret)

    # Where nothing was asked, "no difference" would be no proof.

    def _refuse_nothing_to_ask(self) -> None:
        wanted = self._settings.operations
        if self.coverage.operations:
            return
        if wanted:
            raise TargetError(
                f"No operation contains {' or '.join(map(repr, wanted))}.",
                hint="Give a part of `METHOD /path`, as `routeshift routes` lists them.",
            )
        raise TargetError(f"Neither {self._old.name} nor {self._new.name} documents an operation.")

    def _refuse_nothing_asked(self) -> None:
        if self.cases or self.findings.by_cause:
            return
        if self._settings.corpus is not None:
            raise TargetError("The corpus has no case of these operations.")
        hint = f"Give more than {self._settings.seconds:g} seconds."
        raise TargetError("The time was over before a case was sent.", hint=hint)

    async def _replay(self, corpus: Sequence[Case]) -> None:
        wanted = [
            with_secrets(case, self.secrets)
            for case in corpus
            if self._settings.wants(case.operation)
        ]
        self._hide_secrets()
        for start in range(0, len(wanted), CHUNK):
            if not self._late():
                await self._ask(wanted[start : start + CHUNK], len(wanted))

    async def _generate(self) -> None:
        budget = self._settings.cases
        # Before all else, for the other cases take what these have made.
        await self._chains.find(self._ask_aside)
        plans = [
            Plan(self._traffic(endpoints), budget) for endpoints in self._operations.variants()
        ]
        while plans:
            # In turn, a chunk each: when the time is over, every operation has had its share.
            for plan in list(plans):
                over = self._late() or plan.operation in self.coverage.given_up
                chunk = [] if over else plan.chunk()
                if not chunk:
                    plans.remove(plan)
                    continue
                expected = len(self.cases) + len(chunk) + sum(p.left for p in plans)
                plan.learn(await self._ask(chunk, expected))

    def _traffic(self, endpoints: Sequence[DocumentedEndpoint]) -> Traffic:
        settings = self._settings
        if settings.generate and available():
            generators = [
                self.coverage.generator(endpoint, settings.seed) for endpoint in endpoints
            ]
        else:
            self.coverage.without_generator = True
            generators = []
        return Traffic(
            endpoints,
            settings.seed,
            settings.credentials,
            generators,
            self._chains.adopted.get(endpoints[0].label),
            self._chains.after(endpoints[0]),
        )

    async def _ask_aside(self, case: Case) -> Pair:
        """Ask for what later cases build on."""
        pair = await self._judge.ask(case)
        await self._judge.judge(case, pair)
        return pair

    def _late(self) -> bool:
        late = self._deadline is not None and time.monotonic() > self._deadline
        self.coverage.cut_short = self.coverage.cut_short or late
        return late

    def _one_sided(self, endpoint: DocumentedEndpoint, is_old: bool) -> None:
        values = ("documented", ABSENT) if is_old else (ABSENT, "documented")
        found = [Difference("/document", *values)]
        case = Case(endpoint.label, endpoint.method, endpoint.path, origin="the documents")
        if self._judge.kept(case, found):
            self.findings.add(case, Exchange(), Exchange(), found)

    async def _ask(self, chunk: Sequence[Case], expected: int) -> list[tuple[Exchange, Exchange]]:
        chunk = [case for case in chunk if case.operation not in self.coverage.given_up]
        pairs = await both(self._old, self._new, chunk)
        for case, (old, new) in zip(chunk, pairs, strict=True):
            if NOT_ASKED in (old, new):
                self.coverage.given_up.add(case.operation)
                continue
            self.cases.append(case)
            self.coverage.note(case, old, new)
            await self._judge.judge(case, (old, new))
        self._progress(len(self.cases), max(expected, len(self.cases)))
        return pairs

    async def _shrink(self) -> None:
        for finding in list(self.findings.by_cause.values())[:_SHRUNK]:
            # Of a document there is no request to make smaller.
            if finding.cause.pointer != "/document" and not self._late():
                await self._shrink_one(finding)

    async def _shrink_one(self, finding: Discrepancy) -> None:
        async def still(case: Case) -> bool:
            old, new = await self._judge.ask(case)
            found = self._judge.differences(case, (old, new))
            smaller = replace(finding, old=old, new=new, differences=tuple(found))
            if not _shows(finding, smaller):
                return False
            finding.old, finding.new, finding.differences = old, new, tuple(found)
            return True

        # Each try at a hang costs the whole timeout.
        hangs = any((e.failure or "").startswith("hang") for e in (finding.old, finding.new))
        finding.case = await shrink(finding.case, still, HANGS if hangs else _TRIES)


def _shows(finding: Discrepancy, smaller: Discrepancy) -> bool:
    """Whether a smaller case shows what a finding is about, and not something like it."""
    found = groups(finding.cause.operation, smaller.differences)
    if not any(finding.group.explains(group) for group in found):
        return False
    refused = all((one.status or 0) >= 400 for one in (finding.old, finding.new))
    # An error that says something else is another cause, which would hide this one.
    return not refused or finding.shown == smaller.shown
