"""Uniting the branches of a node: the same values in fewer branches, however they were spelled."""

from __future__ import annotations

from typing import Any

from routeshift.compare.schema.keywords import TEXTUAL, TYPES
from routeshift.compare.schema.nodes import Branch, Conjunction
from routeshift.compare.schema.values import canonical


def as_text(branches: list[Branch]) -> list[Branch]:
    """Branches of a value that travels as text: null cannot, and a number is a string.

    Args:
        branches: The branches as declared.

    Returns:
        Those that text can tell apart.
    """
    found = [branch for branch in branches if branch.kind != "null"] or branches
    if not any(one.kind == "string" and one.shell == {"type": "string"} for one in found):
        return found
    return [one for one in found if one.kind not in TEXTUAL]


def united(branches: list[Branch]) -> list[Branch]:
    """Branches without doubles, with lists of values of one type made into one.

    Args:
        branches: The alternatives of a node.

    Returns:
        The same values in fewer branches, in an order that does not depend on the spelling.
    """
    found: list[Branch] = []
    for kind in TYPES:
        found += _united_kind([branch for branch in branches if branch.kind == kind])
    return found


def _united_kind(branches: list[Branch]) -> list[Branch]:
    for branch in branches:
        if branch.shell == {"type": branch.kind} and not branch.structured:
            # Any value of the type is valid: what the others ask for is asked of none.
            return [branch]
    plain = [one for one in branches if not one.structured]
    listed = [one for one in plain if set(one.shell) == {"type", "enum"}]
    if len(listed) > 1:
        values = {canonical(value): value for one in listed for value in one.shell["enum"]}
        shell = {"type": listed[0].kind, "enum": [values[key] for key in sorted(values)]}
        if listed[0].kind == "boolean" and len(values) == 2:
            shell = {"type": "boolean"}
        merged = Branch(listed[0].kind, shell, listed[0].name, listed[0].title)
        branches = [merged] + [one for one in branches if one not in listed]
    return _distinct(branches)


def _distinct(branches: list[Branch]) -> list[Branch]:
    found: dict[Any, Branch] = {}
    for branch in branches:
        found.setdefault(_identity(branch), branch)
    kept = list(found.values())
    if any(one.shell == {"type": "integer"} for one in kept):
        # Any integer may occur: lists and limits of integers say nothing more.
        integer = {"type": "integer"}
        kept = [one for one in kept if one.shell == integer or one.shell["type"] != "integer"]
    # In one order, whatever order the document has: messages must not depend on it.
    return sorted(kept, key=lambda one: one.key)


def _identity(branch: Branch) -> Any:
    children = tuple((name, _ids(raws)) for name, raws in sorted(branch.properties.items()))
    patterns = tuple((name, _ids(raws)) for name, raws in sorted(branch.patterns.items()))
    prefix = tuple(map(_ids, branch.prefix))
    return (branch.key, children, patterns, prefix, _ids(branch.rest or ()))


def _ids(raws: Conjunction) -> frozenset[int]:
    return frozenset(map(id, raws))
