"""What a response is, and how it is documented: rules S2 to S5, D2 and D4 as data.

The contract's text, which goes into migrated packages and so imports nothing of ours, answers by
the same rules; what it answers is here for those who document it, write it, or stand in for it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Collection
from dataclasses import dataclass
from typing import Any

from routeshift.wire.binding import Binding
from routeshift.wire.places import Place

# A return annotation with one of these can be a stream of server-sent events (rule D4).
STREAMS = (AsyncIterator, AsyncGenerator, AsyncIterable)
EVENT_STREAM = "text/event-stream"
# The parameter, or the field of a body's model, by which a request asks for one (rule S3).
STREAM_FLAG = "stream"
# A model with these fields is a page, whose route may give it its URL (rule S5).
PAGE_FIELDS = frozenset({"url", "has_more"})


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of an operation's response.

    Attributes:
        method: The served HTTP method.
        nothing: Whether it returns None, and that alone.
        description: What its docstring says of what it returns.
        item: The component that a stream is made of; None without one.
    """

    method: str
    nothing: bool = False
    description: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """How something that is declared is documented.

    Attributes:
        rule: The rule of the legacy contract.
        applies: Whether it is declared.
        options: What a route's decorator says of it then, by FastAPI's names.
    """

    rule: str
    applies: Callable[[Declared], bool]
    options: Callable[[Declared], dict[str, Any]]


def _events(declared: Declared) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{declared.item}"}
    return {"responses": {200: {"content": {EVENT_STREAM: {"schema": schema}}}}}


# In the order in which a decorator has the options.
ROWS: list[ResponseRow] = [
    ResponseRow("S2", lambda d: d.method == "DELETE" and d.nothing, lambda _: {"status_code": 204}),
    ResponseRow(
        "D2", lambda d: bool(d.description), lambda d: {"response_description": d.description}
    ),
    ResponseRow("D4", lambda d: d.item is not None, _events),
]


def documented(declared: Declared) -> dict[str, Any]:
    """What a route's decorator says of its response, by FastAPI's names."""
    options: dict[str, Any] = {}
    for row in ROWS:
        if row.applies(declared):
            # All rows that apply, not the first: each says something else.
            options |= row.options(declared)
    return options


@dataclass(frozen=True, slots=True)
class StreamFlag:
    """Where a request says whether it wants a stream.

    Attributes:
        parameter: The parameter that says so.
        field: Whether a field of its model does, and not it itself.
    """

    parameter: str
    field: bool = False


def stream_flag(binding: Binding, fields: Callable[[str], Collection[str]]) -> StreamFlag | None:
    """Where a request says whether it wants a stream (rule S3); None when it never can.

    Args:
        binding: Where the operation's parameters go.
        fields: The fields of a parameter's model, by the name of the parameter.
    """
    if any(bound.name == STREAM_FLAG for bound in binding.parameters):
        return StreamFlag(STREAM_FLAG)
    for bound in binding.at(Place.BODY):
        if STREAM_FLAG in fields(bound.name):
            return StreamFlag(bound.name, field=True)
    return None
