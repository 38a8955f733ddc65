"""What a run works out once, and forgets at its end."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

_FORGET: list[Callable[[], None]] = []


def once(work: Callable[_Parameters, _Result]) -> Callable[_Parameters, _Result]:
    """A function that works out each result once in a run.

    The results are kept to its end: trees are large, and another run has others.

    Args:
        work: Works out the same for the same arguments, which have a hash.
    """
    known = functools.cache(work)
    _FORGET.append(known.cache_clear)
    # What `functools` returns takes arguments of any type.
    return cast(Callable[_Parameters, _Result], known)


def forget() -> None:
    """Forget what the run has worked out."""
    for forget_one in _FORGET:
        forget_one()
