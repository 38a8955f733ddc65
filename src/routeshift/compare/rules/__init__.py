"""The table of rules, read like a specification: whatever a comparison reports has a row here.

A new rule is a row in one of these modules, and the function that finds it. Called by `findings`,
`reporting` and `cli`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routeshift.compare.records import Direction, Level
from routeshift.compare.rules import accepting, bodies, names, operations, parameters, texts
from routeshift.compare.rules.rule import Rule, SchemaChange
from routeshift.compare.rules.schemas import CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHANGES", "FAMILIES", "NARROWED", "RENAMED", "RULES", "Rule"]

FAMILIES = {
    "request": ("the request body", Direction.REQUEST),
    "parameter": ("a parameter", Direction.REQUEST),
    "response": ("the response body", Direction.RESPONSE),
    "response-header": ("a response header", Direction.RESPONSE),
}
"""The places that hold schemas: words for them, and which way their data travels."""

_WEBHOOKS_HAVE = ("request", "response", "response-header")


def _of_schemas() -> Iterator[Rule]:
    for family, (words, direction) in FAMILIES.items():
        for change in CHANGES:
            rule = _rule(change, family, words, direction)
            if rule is not None:
                yield rule


def _rule(change: SchemaChange, family: str, words: str, direction: Direction) -> Rule | None:
    verdicts = (change.request, change.response)
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

RENAMED = {
    f"header-{change.id}": f"response-header-{change.id}"
    for change in CHANGES
    if f"response-header-{change.id}" in RULES
}
"""Ids of earlier versions that are no ids any more, with those that took their place."""

NARROWED = {
    "operation-moved": ("operation-moved-on-purpose",),
    "parameter-required": ("required-parameter-added",),
    "request-body-required": ("required-request-body-added",),
    "response-header-removed": ("response-optional-header-removed",),
    "response-status-removed": ("response-error-status-removed",),
    "title-changed": ("title-respelled",),
} | {
    f"{family}-{old}": tuple(f"{family}-{new}" for new in added if f"{family}-{new}" in RULES)
    for family in FAMILIES
    for old, added in {
        "content-changed": ("content-added", "content-removed"),
        "default-changed": ("default-added",),
        "property-added": ("property-added-to-closed-object",),
        "property-optional": ("property-removed",),
        "property-removed": ("optional-property-removed",),
        "property-required": ("required-property-added",),
    }.items()
}
"""Ids that say less than they did in earlier versions, with the ids for what they left."""
