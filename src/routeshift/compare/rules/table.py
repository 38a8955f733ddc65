"""All rows as one table: those of elements, and those of schemas once for each place of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routeshift.compare.records import Direction, Level
from routeshift.compare.rules import accepting, bodies, names, operations, parameters, texts
from routeshift.compare.rules.rule import Rule, SchemaChange
from routeshift.compare.rules.schemas import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILIES = {
    "request": ("the request body", Direction.REQUEST),
    "parameter": ("a parameter", Direction.REQUEST),
    "response": ("the response body", Direction.RESPONSE),
    "response-header": ("a response header", Direction.RESPONSE),
}
"""The places that hold schemas: words for them, and which way their data travels."""

# A webhook's data travels the other way round, and it has no parameters.
_WEBHOOKS_HAVE = ("request", "response", "response-header")


def _of_schemas() -> Iterator[Rule]:
    for family, (words, direction) in FAMILIES.items():
        for change in CHANGES:
            rule = _rule(change, family, words, direction)
            if rule is not None:
                yield rule


def _rule(change: SchemaChange, family: str, words: str, direction: Direction) -> Rule | None:
    verdicts = (change.request, change.response)
    # A row knows both ways; each place needs its own, and the other where data may travel back.
    here, there = verdicts if direction is Direction.REQUEST else verdicts[::-1]
    there = there if family in _WEBHOOKS_HAVE else None
    verdict = here or there
    if verdict is None:
        return None
    sentence = change.sentence.format(of=words)
    return Rule(
        f"{family}-{change.id}",
        "schemas",
        direction,
        Level.WIRE,
        verdict,
        sentence,
        change.why,
        change.example,
        reverse=there,
    )


_ELEMENTS = (operations, parameters, bodies, names, texts, accepting)

RULES: dict[str, Rule] = {
    rule.id: rule for rule in (*(r for page in _ELEMENTS for r in page.RULES), *_of_schemas())
}
"""Every rule by its id."""
