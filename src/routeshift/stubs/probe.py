"""What one request made a stub receive, and what it asked the stub to do."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from routeshift.stubs.canonical_form import canonical

Moment = Literal["call", "stream", "closed"]

# Variables of the machinery between socket and implementation, which no host sets.
_MACHINERY = frozenset(
    {"current_async_library_cvar", "current_async_library", "current_context", "_current_vfs"}
)
_PRIVATE = "routeshift-"


@dataclass(frozen=True, slots=True)
class Received:
    """One thing that an implementation noticed.

    Attributes:
        operation: Name of the method.
        moment: `call`; `stream` when its stream is first read; `closed` when the stream ends.
        arguments: The canonical arguments by name; empty but for a call.
        types: Class names of the models in the arguments, by JSON pointer.
        context: The context variables that the host set for this request, by name.
    """

    operation: str
    moment: Moment
    arguments: Mapping[str, Any] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)


class Recorder:
    """Keeps what a stub received.

    Attributes:
        calls: In the order of arrival.
    """

    def __init__(self) -> None:
        self.calls: list[Received] = []

    def record(self, received: Received) -> None:
        """Keep one."""
        self.calls.append(received)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a stub shall do instead of its seeded answer.

    Attributes:
        error: A row of `ERROR_ROWS` to raise, or None.
        after: Raise after this many events of a stream; None raises at the call.
        result: `none`, `dict` or `extra`: answer None, a dict for a model, or an instance of a
            subclass with a field more. None is the seeded answer.
        answer: Another seeded answer, by its number; None leaves it to the arguments.
    """

    error: str | None = None
    after: int | None = None
    result: Literal["none", "dict", "extra"] | None = None
    answer: int | None = None


class Probe:
    """Watches one request from the outside.

    Args:
        wish: What the stub shall do.

    Attributes:
        received: Filled while the request runs.
    """

    def __init__(self, wish: Wish | None = None) -> None:
        self.wish = wish
        self.received: list[Received] = []
        self._before = _variables()

    def context(self) -> dict[str, Any]:
        """The context variables of the caller that differ from those around the request."""
        now = _variables()
        return {
            variable.name: canonical(value)
            for variable, value in now.items()
            if self._before.get(variable, contextvars.Token.MISSING) is not value
            and variable.name not in _MACHINERY
            and not variable.name.startswith(_PRIVATE)
        }


_current: contextvars.ContextVar[Probe | None] = contextvars.ContextVar(
    _PRIVATE + "probe", default=None
)


def current_probe() -> Probe | None:
    """The probe of the request that is being answered."""
    return _current.get()


@contextlib.contextmanager
def probing(wish: Wish | None = None) -> Iterator[Probe]:
    """Watch what stubs receive inside the block, also in tasks and threads that it starts.

    Args:
        wish: What the stubs shall do instead of their seeded answers.
    """
    probe = Probe(wish)
    token = _current.set(probe)
    try:
        yield probe
    finally:
        _current.reset(token)


def _variables() -> dict[contextvars.ContextVar[Any], Any]:
    return dict(contextvars.copy_context().items())
