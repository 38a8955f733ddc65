"""Rules about the accept entries themselves."""

from __future__ import annotations

from routeshift.compare.records import Direction, Level, Verdict
from routeshift.compare.rules.rule import Rule

RULES = (
    Rule(
        "accept-stale",
        "accepting",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "an accept entry covers nothing",
        "The difference is gone, or the entry never fitted. Remove it.",
        "an entry for `GET /orders`, which is as it was",
    ),
    Rule(
        "accept-expired",
        "accepting",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "an accept entry has expired",
        ("The difference fails again, because its date has passed. Mend it, or extend the date."),
        "`expires = 2020-01-31`",
    ),
)
