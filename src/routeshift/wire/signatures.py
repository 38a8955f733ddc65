"""What a method's signature may be, so that it can be called by name (rule R7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from routeshift.wire.binding import Parameter

_RECEIVERS = frozenset({"self", "this", "cls"})


def receiver_of(parameters: Sequence[str]) -> str | None:
    """What a method is called on, by the names of its parameters; None where it has no `self`.

    A Protocol may leave it out, for nobody calls its methods.
    """
    return parameters[0] if parameters and parameters[0] in _RECEIVERS else None


def refusals(parameters: Sequence[Parameter]) -> tuple[str, ...]:
    """Why an implementation's signature cannot be served (rule R7), a clause a reason."""
    return tuple(
        f"parameter `{p.name}` {reason}"
        for p in parameters
        for applies, reason in _REFUSALS
        if applies(p)
    )


_REFUSALS: tuple[tuple[Callable[[Parameter], bool], str], ...] = (
    (lambda p: p.positional_only, "is positional-only, and everything is passed by keyword"),
    (lambda p: p.field_default, "has `Field(...)` as its default, which is no default"),
    (lambda p: p.variadic, "is variadic, so that no client can know what to send"),
    (lambda p: p.name == "request" and p.marker is None, "is called `request`, which is taken"),
)
