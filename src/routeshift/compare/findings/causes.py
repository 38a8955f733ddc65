"""From drafts to findings: one for each cause, with its proof."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from routeshift.compare.documents import nameless
from routeshift.compare.records import Declaration, Finding, Level, Location, Verdict, Witness
from routeshift.compare.rules import RULES
from routeshift.compare.subschema import witness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routeshift.compare.documents import Document
    from routeshift.compare.findings.drafts import Draft

# A report shows what is near; the documents have the rest.
_MAX_DEPTH = 6
_MAX_ITEMS = 60


def findings(drafts: Iterable[Draft], old: Document, new: Document) -> tuple[Finding, ...]:
    """Merge drafts of one cause, prove the breaks, and sort.

    Args:
        drafts: What the operations showed.
        old: The old document.
        new: The new document.

    Returns:
        The findings: breaks first, then by level, rule and place.
    """
    causes: dict[tuple[Any, ...], list[Draft]] = {}
    for draft in drafts:
        causes.setdefault(draft.cause, []).append(draft)
    found = [_finding(members, old, new) for members in causes.values()]
    return tuple(sorted((one for one in found if one is not None), key=_order))


def _order(finding: Finding) -> tuple[Any, ...]:
    verdicts = list(Verdict)[::-1]
    order = [Verdict.BREAKING, Verdict.UNDECIDED, *verdicts]
    levels = list(Level)
    return (
        order.index(finding.verdict),
        levels.index(finding.level),
        finding.rule,
        finding.operations,
        str(finding.place),
        finding.message,
    )


def _finding(members: list[Draft], old: Document, new: Document) -> Finding | None:
    first = members[0]
    proof = _proof(members)
    if first.suspicion and proof is None:
        return None
    verdict = first.verdict
    if verdict is Verdict.BREAKING and first.located is not None and proof is None:
        verdict = Verdict.UNDECIDED
    operations = tuple(sorted({draft.operation for draft in members if draft.operation}))
    sources = _sources(first, operations, old, new)
    return Finding(
        rule=first.rule,
        level=RULES[first.rule].level,
        verdict=verdict,
        message=first.message,
        place=Location(first.part, first.path, first.component, first.inside),
        operations=operations,
        direction=first.direction,
        old=pruned(first.old),
        new=pruned(first.new),
        witness=proof,
        noise=first.noise,
        sources=sources,
    )


def _sources(
    draft: Draft, operations: tuple[str, ...], old: Document, new: Document
) -> tuple[Declaration, ...]:
    """The declarations that a finding is about: of the field, of its model, of the operations."""
    field = re.split(r"[.\[{]", draft.inside, maxsplit=1)[0]
    model = f"component {draft.component}"
    labels = [nameless(label) for label in operations]
    found = []
    for side, one in (("old", old), ("new", new)):
        nearest = f"{model}.{field}" if f"{model}.{field}" in one.sources else model
        places = [one.sources[name] for name in (nearest, *labels) if name in one.sources]
        found += [Declaration(side, source) for source in places]
    return tuple(dict.fromkeys(found))


_TRIALS = 3
"""How many of the places that a cause reaches are tried for a witness."""


def _proof(members: list[Draft]) -> Witness | None:
    # One place may be a shape of which no sample is made, where the next is simple.
    for draft in members[:_TRIALS]:
        if draft.located is None:
            continue
        located = draft.located
        found = witness(located.gap, located.visit.steps, *located.roots)
        if found is not None:
            sides = ("old", "new") if located.old_produces else ("new", "old")
            return Witness(found[0], *sides, _carrier(draft), found[1])
    return None


def _carrier(draft: Draft) -> str:
    return f"{draft.part} of {draft.operation}"


def pruned(value: Any, depth: int = 0) -> Any:
    """A part of a document cut down to what a report can show.

    Args:
        value: The part.
        depth: How deep it is already.

    Returns:
        A copy in which deep and long parts are an ellipsis.
    """
    if isinstance(value, dict):
        if depth >= _MAX_DEPTH:
            return {"…": "…"}
        kept = list(value.items())[:_MAX_ITEMS]
        copy = {str(key): pruned(item, depth + 1) for key, item in kept}
        return copy | ({"…": "…"} if len(value) > _MAX_ITEMS else {})
    if isinstance(value, list):
        if depth >= _MAX_DEPTH:
            return ["…"]
        copies = [pruned(item, depth + 1) for item in value[:_MAX_ITEMS]]
        return copies + (["…"] if len(value) > _MAX_ITEMS else [])
    return value
