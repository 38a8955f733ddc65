"""Measuring two sides in one run, and telling the ratio of their times."""

import gc
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """How long one thing takes, as a ratio to another.

    Attributes:
        name: What is measured.
        ours: CPU seconds.
        theirs: CPU seconds of the peer.
        peer: What it is compared with.
        limit: The ratio that is promised; None for a row that is there to compare.
    """

    name: str
    ours: float
    theirs: float
    peer: str
    limit: float | None = None

    @property
    def value(self) -> float:
        """The ratio."""
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        """Whether the promise is kept."""
        if self.limit is None:
            return ""
        return "kept" if self.value <= self.limit else "MISSED"


def cpu(*works: Callable[[], object], rounds: int = 5, times: int = 1) -> list[float]:
    """The CPU seconds of one call of each, the best of several rounds.

    The works take turns in each round, so that what disturbs one disturbs the others too.

    Args:
        works: What to measure.
        rounds: How many rounds.
        times: How many calls a round has.
    """
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for position, work in enumerate(works):
            best[position] = min(best[position], _once(work, times))
    return best


def report(title: str, ratios: Iterable[Ratio]) -> None:
    """Print a table, for reading and as Markdown."""
    header = ("what", "ours", "peer", "peer's", "ratio", "promise", "")
    rows = [header, *(_cells(ratio) for ratio in ratios)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    print(title)
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    print()
    rows.insert(1, ("---",) * len(header))
    print(*(f"| {' | '.join(row)} |" for row in rows), sep="\n", end="\n\n")


def _once(work: Callable[[], object], times: int) -> float:
    gc.collect()
    start = _spent()
    for _ in range(times):
        work()
    return (_spent() - start) / times


def _spent() -> float:
    """The CPU seconds of this process, and of those that it has waited for, as formatters."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _cells(ratio: Ratio) -> tuple[str, ...]:
    limit = "" if ratio.limit is None else f"≤ {ratio.limit:g}"
    value = f"{ratio.value:.3g}" if ratio.value < 0.1 or ratio.value >= 10 else f"{ratio.value:.2f}"
    ours, theirs = _duration(ratio.ours), _duration(ratio.theirs)
    return ratio.name, ours, ratio.peer, theirs, value, limit, ratio.verdict


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
