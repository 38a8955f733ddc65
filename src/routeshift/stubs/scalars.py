"""Seeded scalars within their constraints."""

from __future__ import annotations

import datetime
import decimal
import math
import pathlib
import random
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

from pydantic import AnyHttpUrl, AnyUrl, HttpUrl, SecretStr

from routeshift.stubs.pattern import matching

# A fixed one: the day of a run must not change its answers.
_START = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
_YEAR = 365 * 24 * 3600
# What an encoder on the way may spoil.
_AWKWARD = ("é✓ \U0001f600", 'quote " and \\', "two\nlines", "a/b?c=d&e#f")


LONGEST = 10_000
"""How long a text or a list may be that is made, in characters or items."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """Constraints of a value, named as `annotated_types` and pydantic name them."""

    ge: Any = None
    gt: Any = None
    le: Any = None
    lt: Any = None
    multiple_of: Any = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None

    def narrowed(self, other: Constraints) -> Constraints:
        """Both, where the other's constraints win."""
        return Constraints(
            **{f.name: _either(getattr(other, f.name), getattr(self, f.name)) for f in fields(self)}
        )


def constraints_of(metadata: Iterable[Any]) -> Constraints:
    """The constraints among the metadata of an annotation."""
    found: dict[str, Any] = {}
    for item in metadata:
        for part in (item, *getattr(item, "metadata", ())):
            for f in fields(Constraints):
                value = getattr(part, f.name, None)
                if value is not None and not callable(value):
                    found[f.name] = value
    pattern = found.get("pattern")
    if pattern is not None:
        found["pattern"] = getattr(pattern, "pattern", pattern)
    return Constraints(**found)


def _either(first: Any, second: Any) -> Any:
    return second if first is None else first


def _text(draw: random.Random, name: str, constraints: Constraints) -> str:
    if constraints.pattern is not None:
        found = matching(constraints.pattern, draw)
        if found is None:
            raise ValueError(f"the pattern {constraints.pattern[:60]!r} asks for too much")
        return found
    if (constraints.min_length or 0) > LONGEST:
        raise ValueError(f"it has {constraints.min_length} characters; at most {LONGEST} are made")
    text = f"{name}-{draw.getrandbits(16):04x}"
    # Often enough to meet each encoder, and seldom enough for readable answers.
    if draw.random() < 1 / 8:
        text += " " + draw.choice(_AWKWARD)
    text = text.ljust(constraints.min_length or 0, "x")
    return text[: constraints.max_length]


def _integer(draw: random.Random, name: str, constraints: Constraints) -> int:
    step = int(constraints.multiple_of or 1)
    low = _low(constraints, step)
    high = _high(constraints, step)
    if low is None:
        low = min(0, high) if high is not None else 0
    if high is None:
        high = low + 1000
    if isinstance(low, int) and isinstance(high, int):
        low, high = -(-low // step), high // step
    else:
        low, high = math.ceil(low / step), math.floor(high / step)
    return step * draw.randint(low, max(low, high))


def _number(draw: random.Random, name: str, constraints: Constraints) -> float:
    if constraints.multiple_of:
        return float(_integer(draw, name, constraints) * 1.0)
    low, high = _low(constraints, 0), _high(constraints, 0)
    if low is None and high is None:
        return draw.randint(0, 4000) / 4
    if low is None or high is None:
        distance = draw.randint(1, 400) / 4
        return float(low + distance if high is None else high - distance)
    return float(low + (high - low) * draw.randint(1, 15) / 16)


def _low(constraints: Constraints, step: float) -> Any:
    return constraints.ge if constraints.gt is None else constraints.gt + step


def _high(constraints: Constraints, step: float) -> Any:
    return constraints.le if constraints.lt is None else constraints.lt - step


def _moment(draw: random.Random, name: str, constraints: Constraints) -> datetime.datetime:
    return _START + datetime.timedelta(seconds=draw.randrange(_YEAR))


def _bytes(draw: random.Random, name: str, constraints: Constraints) -> bytes:
    return _text(draw, name, constraints).encode()


def _url(kind: Callable[[str], Any]) -> Callable[[random.Random, str, Constraints], Any]:
    return lambda draw, name, _: kind(f"https://example.com/{name}/{draw.getrandbits(16):04x}")


SCALARS: dict[Any, Callable[[random.Random, str, Constraints], Any]] = {
    str: _text,
    int: _integer,
    float: _number,
    bool: lambda draw, *_: draw.random() < 0.5,
    None: lambda *_: None,
    type(None): lambda *_: None,
    bytes: _bytes,
    datetime.datetime: _moment,
    datetime.date: lambda draw, *rest: _moment(draw, *rest).date(),
    datetime.time: lambda draw, *rest: _moment(draw, *rest).time(),
    datetime.timedelta: lambda draw, *_: datetime.timedelta(seconds=draw.randrange(_YEAR)),
    decimal.Decimal: lambda draw, *rest: decimal.Decimal(str(_number(draw, *rest))),
    uuid.UUID: lambda draw, *_: uuid.UUID(int=draw.getrandbits(128), version=4),
    pathlib.Path: lambda _, name, __: pathlib.Path(name),
    SecretStr: lambda draw, *rest: SecretStr(_text(draw, *rest)),
    AnyUrl: _url(AnyUrl),
    AnyHttpUrl: _url(AnyHttpUrl),
    HttpUrl: _url(HttpUrl),
}
