"""What an answer says is wrong with the input, in whichever envelope it says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from routeshift.verify.cases import Exchange, json_body


class InputProblem(NamedTuple):
    """One error of pydantic, as FastAPI tells it.

    Attributes:
        place: What is wrong, from `body`, `query`, `path`... down to the field.
        kind: Which error it is, as `missing`; empty where the host leaves it out.
    """

    place: tuple[Any, ...]
    kind: str

    def demands(self, where: str) -> bool:
        """Whether it is something of the body, the query... that was not sent."""
        return self.kind == "missing" and self.place[:1] == (where,)


def problems(exchange: Exchange) -> list[InputProblem]:
    """The validation errors that an answer lists; none of a success or of another error."""
    if (exchange.status or 0) not in (400, 422):
        return []
    try:
        return list(_listed(json_body(exchange.body)))
    except ValueError:
        return []


def _listed(body: Any) -> Iterator[InputProblem]:
    # By hand: a body may nest deeper than Python recurses.
    stack = [body]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += value
        elif isinstance(value, Mapping):
            if isinstance(value.get("loc"), list):
                yield InputProblem(tuple(value["loc"]), str(value.get("type", "")))
            stack += value.values()
