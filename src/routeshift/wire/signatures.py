"""What a method's signature may be, so that it can be called by name (rule R7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from routeshift.wire.binding import Binding, Parameter
from routeshift.wire.naming import REQUEST
from routeshift.wire.shapes import Shape

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
    (
        lambda p: p.shape is Shape.INJECTED and p.marker is None,
        "is FastAPI's own, which an implementation can only have by `Depends`",
    ),
)


def beside_the_request(binding: Binding) -> str | None:
    """Why a parameter called `request` is in the way of the request model; None when it is not.

    As a field of that model it may have any name (rule P10).
    """
    plain = next((bound for bound in binding.plain if bound.name == REQUEST), None)
    if plain is None or not binding.request_fields:
        return None
    return (
        f"parameter `{REQUEST}` is a {plain.place} beside others that go into a request model, "
        "which has this name"
    )
