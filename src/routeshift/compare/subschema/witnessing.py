"""Payloads that show a gap: built at the gap, lifted to the root, checked by two validators."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import LARGEST_WITNESS
from routeshift.compare.schema import OPAQUE, around, canonical, inlined, standalone, written_size
from routeshift.compare.subschema.conforming import accepts
from routeshift.compare.subschema.proving import checker, difference
from routeshift.compare.subschema.sampling import (
    NoSampleError,
    array_sample,
    branch_sample,
    sample,
    scalar_values,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.schema import Branch, Node
    from routeshift.compare.subschema.gaps import Gap, Step

UNDECLARED = "undeclared_by_the_document"
_MAX_CANDIDATES = 40
# A compiled schema takes some hundred times the memory of its text.
_KEPT_CHECKERS = 8


def witness(
    gap: Gap, steps: tuple[tuple[Node, Step], ...], producer: Node, consumer: Node
) -> tuple[Any, str] | None:
    """A whole payload that the producer may send and the consumer refuses.

    Args:
        gap: The gap.
        steps: The way to it from the root: each node of the producer with the step taken.
        producer: The producer's root.
        consumer: The consumer's root.

    Returns:
        The payload and the JSON pointer of the gap in it, or None when none was found.
        A payload is one that both validators accept on one side and refuse on the other.
    """
    try:
        for value in itertools.islice(candidates(gap), _MAX_CANDIDATES):
            payload, pointer = _lifted(value, steps)
            if shows(payload, producer, consumer, exclusive=gap.kind == "exclusive"):
                return payload, pointer
    except (NoSampleError, RecursionError):
        # What cannot be lifted, or only by values that nest too deeply, is not shown.
        return None
    return None


def shows(payload: Any, producer: Node, consumer: Node, *, exclusive: bool = False) -> bool:
    """Whether two validators agree that one side accepts a payload and the other refuses it.

    Args:
        payload: A JSON value.
        producer: The root of the accepting side.
        consumer: The root of the refusing side.
        exclusive: Whether `oneOf` refuses what fits several branches.

    Returns:
        True when the structural validator and jsonschema-rs both say so. What the
        structural one leaves aside (conditions, exclusive branches) the other one decides.
        A payload that is too large to be shown shows nothing.
    """
    if written_size(payload) > LARGEST_WITNESS or not accepts(producer, payload):
        return False
    if _valid(producer, payload, exclusive=exclusive) is not True:
        return False
    if _valid(consumer, payload, exclusive=exclusive) is not False:
        return False
    # Both validators must refuse; of what is opaque to the structural one the other decides alone.
    return exclusive or not accepts(consumer, payload) or _is_opaque(consumer)


def _valid(node: Node, payload: Any, *, exclusive: bool) -> bool | None:
    checkers = node.space.checkers
    key = (node.number, exclusive)
    if key not in checkers:
        # The oldest goes first: a cause is tried at one place after another.
        while len(checkers) >= _KEPT_CHECKERS:
            del checkers[next(iter(checkers))]
        checkers[key] = checker(_standalone(node, exclusive=exclusive))
    return checkers[key](payload)


def _is_opaque(node: Node) -> bool:
    """Whether the structural validator leaves part of the schema to the other one."""
    if "opaque" not in node.memory:
        text = str(_standalone(node))
        node.memory["opaque"] = any(f"'{word}'" in text for word in OPAQUE)
    return bool(node.memory["opaque"])


def _standalone(node: Node, *, exclusive: bool = False) -> dict[str, Any]:
    schema = standalone(node.space, node.raws, exclusive=exclusive)
    return _textual(schema, node) if node.space.lexical else schema


def _textual(schema: dict[str, Any], node: Node) -> dict[str, Any]:
    """A parameter's schema: whatever type of scalar is declared, numbers pass for strings."""
    kinds = sorted({str(branch.shell["type"]) for branch in node.branches})
    only = {"type": kinds} if "null" not in kinds else {}
    if any(branch.shell == {"type": "string"} for branch in node.branches):
        return {"anyOf": [{"type": ["string", "number", "boolean"]}, {**schema, **only}]}
    return {**schema, **only}


def candidates(gap: Gap) -> Iterator[Any]:
    """Values at the gap that may show it.

    Args:
        gap: The gap.

    Yields:
        Values, plain ones first; the caller checks each.
    """
    branch = gap.branch
    if branch is None:
        yield from _whole(gap)
        return
    with contextlib.suppress(NoSampleError):
        yield from _CANDIDATES.get(gap.kind, _edges)(gap, branch)
    yield from _whole(gap)


def _type(gap: Gap, branch: Branch) -> Iterator[Any]:
    for kind in gap.kinds or (branch.kind,):
        for option in gap.producer.of(kind):
            yield from _edges(gap, option)


def _edges(gap: Gap, branch: Branch) -> Iterator[Any]:
    if branch.enumerated():
        yield from _listed(gap, branch)
    elif branch.kind not in ("array", "object"):
        yield from scalar_values(branch)
    elif branch.kind == "object":
        base = branch_sample(gap.producer, branch)
        yield base
        yield from _filled(gap, branch, base)
        if branch.size("minProperties") * len('"key_0": "x", ') <= LARGEST_WITNESS:
            yield {f"key_{at}": "x" for at in range(branch.size("minProperties"))}
    else:
        yield from _lengths(gap, branch)


def _listed(gap: Gap, branch: Branch) -> Iterator[Any]:
    """The listed values, first those that the consumer does not list."""
    theirs = frozenset[str]().union(*(option.values for option in gap.consumer.branches))
    values = branch.enumerated() or []
    yield from (value for value in values if canonical(value) not in theirs)
    yield from values


def _filled(gap: Gap, branch: Branch, base: dict[str, Any]) -> Iterator[dict[str, Any]]:
    every = dict(base)
    for name in branch.properties:
        try:
            every[name] = sample(gap.producer.child(branch.properties[name]), 1)
        except NoSampleError:
            continue
        yield {**base, name: every[name]}
    yield every


def _lengths(gap: Gap, branch: Branch) -> Iterator[list[Any]]:
    with contextlib.suppress(NoSampleError):
        yield branch_sample(gap.producer, branch)
    partner = gap.partner.shell if gap.partner is not None else {}
    limits = (partner.get("minItems"), partner.get("maxItems"), branch.shell.get("maxItems"), 1, 2)
    for limit in limits:
        for length in (limit, limit - 1, limit + 1) if isinstance(limit, int) else ():
            if length >= 0:
                with contextlib.suppress(NoSampleError):
                    yield array_sample(gap.producer, branch, length)


def _without(gap: Gap, branch: Branch) -> Iterator[Any]:
    base = branch_sample(gap.producer, branch)
    base.pop(gap.name, None)
    yield base
    for filled in _filled(gap, branch, base):
        filled.pop(gap.name, None)
        yield filled


def _with(gap: Gap, branch: Branch) -> Iterator[Any]:
    base = branch_sample(gap.producer, branch)
    below = gap.producer.property_node(branch, gap.name)
    if below is not None:
        yield {**base, gap.name: sample(below, 1)}


def _undeclared(gap: Gap, branch: Branch) -> Iterator[Any]:
    base = branch_sample(gap.producer, branch)
    further = sample(gap.producer.child(branch.rest or ()), 1)
    yield {**base, UNDECLARED: further}


_CANDIDATES = {
    "type": _type,
    "presence": _without,
    "refused": _with,
    "closed": _undeclared,
}


def _whole(gap: Gap) -> Iterator[Any]:
    if gap.branch is not None and gap.partner is not None and not gap.branch.structured:
        yield from _shell_difference(gap)
    left, right = inlined(gap.producer), inlined(gap.consumer)
    if left is not None and right is not None:
        yield from difference(left, right)


def _shell_difference(gap: Gap) -> Iterator[Any]:
    assert gap.branch is not None
    options = [option.shell for option in gap.consumer.of(gap.branch.kind)]
    yield from difference(gap.branch.shell, {"anyOf": options})
    partner = gap.partner.shell if gap.partner is not None else {}
    edge = {key: value for key, value in partner.items() if key not in ("type", "enum")}
    yield from filter(checker(gap.branch.shell), _around(edge))


def _around(shell: dict[str, Any]) -> Iterator[Any]:
    for key, bound in shell.items():
        if not isinstance(bound, int | float) or isinstance(bound, bool):
            continue
        if key in ("minLength", "maxLength"):
            lengths = (int(bound) + 1, max(int(bound) - 1, 0))
            yield from ("x" * length for length in lengths if length < LARGEST_WITNESS)
        else:
            yield from around(bound)


def _lifted(value: Any, steps: tuple[tuple[Node, Step], ...]) -> tuple[Any, str]:
    pointer = ""
    # From the gap outwards, each step in the smallest value of the branch that was walked through.
    for node, step in reversed(steps):
        branch = step.branch
        if step.kind == "item":
            value, name = _in_array(node, step, value), str(step.position)
        else:
            name = step.name or UNDECLARED
            value = {**branch_sample(node, branch), name: value}
        pointer = "/" + name.replace("~", "~0").replace("/", "~1") + pointer
    return value, pointer


def _in_array(node: Node, step: Step, value: Any) -> list[Any]:
    least = max(step.position + 1, step.branch.size("minItems"))
    found = array_sample(node, step.branch, least)
    found[step.position] = value
    return found
