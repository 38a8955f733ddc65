"""What each side made in place of what the other made: their ids, their times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from routeshift.verify.cases import Exchange

# An id is a word of its own in paths, messages and texts.
_WORD = re.compile(r"[A-Za-z0-9_-]+")
# Shorter ones may stand in other words by chance.
_SHORTEST = 6


@dataclass(slots=True)
class Counterparts:
    """Values of one side and what stood in their place on the other.

    Ids are unique, and are known wherever they stand. Other values, as times, are known by the
    pair alone: two things made in one second on one side may have been made in two on the other.
    """

    _words: dict[str, str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _mine: dict[str, str] = field(default_factory=dict)
    _pairs: set[tuple[str, str]] = field(default_factory=set)

    def add(self, mine: Any, other: Any, *, unique: bool) -> None:
        """Remember that one value stood in the place of another.

        Args:
            mine: What this side made.
            other: What the other side made.
            unique: Whether neither can have been made twice, as an id.
        """
        self._pairs.add((repr(mine), repr(other)))
        known, text = str(mine), str(other)
        if not unique or min(len(known), len(text)) < _SHORTEST:
            return
        # The first pair stands: a value that has two counterparts is no name.
        if known in self._mine or text in self._words or text in self._texts:
            return
        self._mine[known] = text
        (self._words if _WORD.fullmatch(text) else self._texts)[text] = known

    def match(self, mine: Any, other: Any) -> bool:
        """Whether one value is known to stand in the place of another."""
        return (repr(mine), repr(other)) in self._pairs

    def contradict(self, mine: Any, other: Any) -> bool:
        """Whether the counterpart of one of two renamed values is known, and is not the other."""
        return str(mine) != str(other) and (str(mine) in self._mine or str(other) in self._mine)

    def renamed(self, exchange: Exchange) -> Exchange:
        """An exchange of the other side, told in the names of this one."""
        if not self._mine:
            return exchange
        body = exchange.body.decode("utf-8", "surrogateescape")
        return replace(
            exchange,
            headers=tuple((name, self._text(value)) for name, value in exchange.headers),
            body=self._text(body).encode("utf-8", "surrogateescape"),
            received=tuple(
                replace(one, arguments=self._data(one.arguments), context=self._data(one.context))
                for one in exchange.received
            ),
            leaked=self._data(exchange.leaked),
        )

    def _text(self, text: str) -> str:
        for other, mine in self._texts.items():
            text = text.replace(other, mine)
        return _WORD.sub(lambda found: self._words.get(found[0], found[0]), text)

    def _data(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self._text(key): self._data(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._data(inner) for inner in value]
        return value
