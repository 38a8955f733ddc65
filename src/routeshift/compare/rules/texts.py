"""Rules about texts for readers, which no client can tell."""

from __future__ import annotations

from routeshift.compare.records import Direction, Level, Verdict
from routeshift.compare.rules.rule import Rule

RULES = (
    Rule(
        "summary-changed",
        "texts",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "a summary is another",
        "For readers only.",
        "`summary: List Orders` becomes `summary: Orders`",
    ),
    Rule(
        "description-changed",
        "texts",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "a description is another",
        "For readers only.",
        "`description: All of them.` becomes `description: Some.`",
    ),
    Rule(
        "example-changed",
        "texts",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "an example is another",
        "For readers only.",
        "`example: 5` becomes `example: 6`",
    ),
    Rule(
        "info-changed",
        "texts",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "the title, version or description of the API is another",
        "Title, version, description, tags' descriptions.",
        "`version: 1.0` becomes `version: 1.1`",
    ),
    Rule(
        "extension-changed",
        "texts",
        Direction.NEITHER,
        Level.DOCS,
        Verdict.COSMETIC,
        "a vendor extension is another",
        "An `x-` field; what it means is not known here.",
        "`x-owner: a` becomes `x-owner: b`",
    ),
)
