"""How far down two schemas look the same, whatever their components are called.

This only guides which branches of two unions are walked together; what the walk finds
is the proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.schema import Branch, Conjunction, Node

DEPTH = 5
"""How far down is looked at most."""


def agreement(left: Node, branch: Branch, right: Node, option: Branch) -> int:
    """How many levels of two branches look the same.

    Args:
        left: The node of the first branch.
        branch: The first branch.
        right: The node of the second branch.
        option: The second branch.

    Returns:
        0 when they differ from outside, `DEPTH` when no difference was seen.
    """
    for depth in range(DEPTH):
        if _of_branch(left, branch, depth) != _of_branch(right, option, depth):
            return depth
    return DEPTH


def _of_branch(node: Node, branch: Branch, depth: int) -> int:
    known = branch.labels.get(depth)
    if known is None:
        below = () if depth == 0 else tuple(_below(node, branch, depth - 1))
        # Two labels that agree by chance only make two branches walk together that are unlike.
        known = branch.labels[depth] = hash((branch.key, below))
    return known


def _below(node: Node, branch: Branch, depth: int) -> Iterator[object]:
    for name, raws in sorted(branch.properties.items()):
        yield name, _of_node(node.child(raws), depth)
    for pattern, raws in sorted(branch.patterns.items()):
        yield pattern, _of_node(node.child(raws), depth)
    for raws in (*branch.prefix, *_rest(branch)):
        yield _of_node(node.child(raws), depth)


def _rest(branch: Branch) -> tuple[Conjunction, ...]:
    return (branch.rest,) if branch.rest else ()


def _of_node(node: Node, depth: int) -> int:
    key = f"label {depth}"
    if key not in node.memory:
        labels = sorted(_of_branch(node, branch, depth) for branch in node.branches)
        node.memory[key] = hash((tuple(labels), node.undecidable))
    found: int = node.memory[key]
    return found
