"""`verify`: the same traffic to two sides, and what a client could tell."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from routeshift.redaction import Redaction
from routeshift.verify.cases import Case
from routeshift.verify.coverage import Coverage
from routeshift.verify.findings import Discrepancy, hint
from routeshift.verify.opening import SideOptions, opened
from routeshift.verify.redacting import redacted, redacted_noise, without_secrets
from routeshift.verify.running import Progress, Run
from routeshift.verify.settings import Settings
from routeshift.verify.sides import Side

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SideFacts:
    """What a report says of a side.

    Attributes:
        name: What the user called it.
        base: The start of URLs in `curl` lines.
        start: The command that serves it there; None when it runs already.
        sources: Where operations are declared, `file:line` by anonymous label.
    """

    name: str
    base: str
    start: str | None
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a run.

    Attributes:
        old: The old side.
        new: The new side.
        findings: One a cause, in the order in which they were found.
        coverage: What was reached, and what was not.
        noise: What the old side differed from itself in: an example by operation and pointer.
        cases: All cases that were sent.
        seconds: How long it took.
        seed: The seed of the run.
        redaction: Hides its secrets.
        secrets: The variables that stand for the user's secrets in cases, by the secret.
    """

    old: SideFacts
    new: SideFacts
    findings: tuple[Discrepancy, ...]
    coverage: Coverage
    noise: Mapping[tuple[str, str], str]
    cases: Sequence[Case]
    seconds: float
    seed: int
    redaction: Redaction = field(default_factory=Redaction)
    secrets: Mapping[str, str] = field(default_factory=dict)

    @property
    def equal(self) -> bool:
        """Whether no difference was found."""
        return not self.findings

    def corpus(self) -> list[Case]:
        """All cases to replay, the smallest of each finding among them.

        Variables stand for the secrets that they carry; a replay fills them in.
        """
        known = set(self.cases)
        smallest = [f.case for f in self.findings if f.case not in known and f.case.target]
        cases = (*self.cases, *(c for c in smallest if c.origin != "the documents"))
        return [without_secrets(c, self.secrets) for c in cases]

    def shown(self) -> Verification:
        """The same without secrets: what reports are made of."""
        redaction = self.redaction
        return replace(
            self,
            old=redaction.data(self.old),
            new=redaction.data(self.new),
            findings=tuple(redacted(finding, redaction) for finding in self.findings),
            noise=redacted_noise(self.noise, redaction),
        )


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, after the sides were opened.

    Args:
        verification: What was found until then.
    """

    def __init__(self, verification: Verification) -> None:
        super().__init__()
        self.verification = verification


def verify(
    old: Any,
    new: Any,
    settings: Settings | None = None,
    *,
    old_options: SideOptions | None = None,
    new_options: SideOptions | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Send the same traffic to two sides and compare what they do.

    Args:
        old: An ASGI application, or a string: TARGET, `git:REV:PATH`, or an http URL. TARGETs
            run in processes of their own.
        new: The other side.
        settings: What the run may do.
        old_options: How the old side is run.
        new_options: How the new side is run.
        progress: Is told how many cases are done, and how many there will be.

    Returns:
        What was found; `equal` when nothing was.

    Raises:
        RouteshiftError: If a side cannot be opened, or nothing can be asked.
        Interrupted: On Ctrl-C, with what was found until then.
    """
    settings = settings or Settings()
    redaction = Redaction(settings.secrets)
    started = time.monotonic()

    async def run() -> Verification:
        async with contextlib.AsyncExitStack() as stack:
            sides = [
                await stack.enter_async_context(
                    opened(role, side, options or SideOptions(), settings, redaction)
                )
                for role, side, options in (("old", old, old_options), ("new", new, new_options))
            ]
            one = Run(sides[0], sides[1], settings, redaction, progress)
            stack.push_async_callback(one.close)
            await one.run()
            seconds = time.monotonic() - started
            return _verification(sides[0], sides[1], one, settings, seconds)

    with quiet():
        result = _in_own_loop(run())
    if result.coverage.interrupted:
        raise Interrupted(result)
    return result


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the sides from logging each of the many errors that they are made to have."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(before)


def _in_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _verification(
    old: Side, new: Side, run: Run, settings: Settings, seconds: float
) -> Verification:
    for finding in run.findings.by_cause.values():
        finding.hint = hint(finding)
    return Verification(
        old=_facts(old),
        new=_facts(new),
        findings=tuple(run.findings.by_cause.values()),
        coverage=run.coverage,
        noise=run.noise.examples,
        cases=run.cases,
        seconds=seconds,
        seed=settings.seed,
        redaction=run.redaction,
        secrets=run.secrets,
    )


def _facts(side: Side) -> SideFacts:
    return SideFacts(side.name, side.base, side.start, side.sources)


def _in_own_loop(coroutine: Coroutine[Any, Any, T]) -> T:
    if not _in_loop():
        return asyncio.run(coroutine)
    # Called from a test that runs in a loop itself.
    results: list[T] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            results.append(asyncio.run(coroutine))
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]
    return results[0]
