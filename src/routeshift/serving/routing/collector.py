"""The garbage collector, held back while many objects are built that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold the garbage collector back while routes are built.

    They all stay, so that every pass over them is for nothing: at a thousand routes that is a
    third of the time. At the end they count as old, so that the first request does
    not look through them either.
    """
    enabled = gc.isenabled()
    # Routes, models and validators stay for good: each run of the collector walks all that were
    # made so far and frees nothing.
    gc.disable()
    try:
        yield
    finally:
        # Freezing and thawing moves all that was made into
        # the oldest generation, which is looked at least.
        if enabled:
            _age()
            gc.enable()


def _age() -> None:
    # What the host has frozen for its worker processes stays frozen.
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
