"""Small values for nodes, made of those for the nodes below."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import LARGEST_WITNESS
from routeshift.compare.schema import around, written_size
from routeshift.compare.subschema.drawing import FORMATS
from routeshift.compare.subschema.proving import checker, generated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.schema import Branch, Node

_DEPTH = 12
_TRIED = 100

_Sized = tuple[Any, int]
"""A value, and how many characters it has as JSON, at most."""


class NoSampleError(Exception):
    """No small value was found for a node."""


def sample(node: Node, depth: int = 0) -> Any:
    """A small valid value.

    Args:
        node: The node.
        depth: How deep in another value it is.

    Returns:
        A JSON value, which is kept: parts of it may be parts of other samples.

    Raises:
        NoSampleError: When nothing small is valid, or no simple rule finds it.
    """
    return _sized(node, depth)[0]


def branch_sample(node: Node, branch: Branch, depth: int = 0) -> Any:
    """A small value of one branch.

    Args:
        node: The node that the branch belongs to.
        branch: The branch.
        depth: As for `sample`.

    Returns:
        A JSON value; a list or an object is a new one.

    Raises:
        NoSampleError: As for `sample`.
    """
    return _of_branch(node, branch, depth)[0]


def array_sample(node: Node, branch: Branch, length: int, depth: int = 0) -> list[Any]:
    """A list of small valid items.

    Args:
        node: The node of the array.
        branch: Its array branch.
        length: How many items.
        depth: As for `sample`.

    Returns:
        A new list.

    Raises:
        NoSampleError: When there may be no such item, or the list would be too large.
    """
    found: list[Any] = _array(node, branch, length, depth)[0]
    return found


def _sized(node: Node, depth: int) -> _Sized:
    key = f"sample {depth}"
    if key not in node.memory:
        # Failures are remembered, too: recursive schemas would try the same again and again.
        node.memory[key] = _simplest(node, depth)
    found: _Sized | None = node.memory[key]
    if found is None:
        raise NoSampleError
    return found


def _simplest(node: Node, depth: int) -> _Sized | None:
    if depth > _DEPTH:
        return None
    for branch in _simplest_first(node, depth):
        try:
            return _of_branch(node, branch, depth)
        except NoSampleError:
            continue
    return None


def _simplest_first(node: Node, depth: int) -> list[Branch]:
    # Near the top a value is to show something, so that null comes last; deeper it is to end.
    if depth < _DEPTH // 2:
        return sorted(node.branches, key=lambda branch: branch.kind == "null")
    weight = {"null": 0, "boolean": 1, "number": 1, "string": 1, "array": 2, "object": 3}
    return sorted(node.branches, key=lambda one: (weight[one.kind], len(one.required)))


def _of_branch(node: Node, branch: Branch, depth: int) -> _Sized:
    if branch.kind == "object" and branch.enumerated() is None:
        return _object(node, branch, depth)
    if branch.kind == "array" and branch.enumerated() is None:
        return _array(node, branch, branch.size("minItems"), depth)
    return _first(branch)


def _object(node: Node, branch: Branch, depth: int) -> _Sized:
    made, size = {}, 2
    # Sorted: a witness is the same in every run.
    for name in sorted(branch.required):
        below = node.property_node(branch, name)
        made[name], more = _sized(_known(below), depth + 1)
        size = _small(size + more + written_size(name) + 4)
    return made, size


def _array(node: Node, branch: Branch, length: int, depth: int) -> _Sized:
    _small(length)
    made, size = [], 2
    for position in range(length):
        item, more = _sized(_known(item_node(node, branch, position)), depth + 1)
        made.append(item)
        size = _small(size + more + 2)
    return made, size


def _first(branch: Branch) -> _Sized:
    for value in itertools.islice(scalar_values(branch), _TRIED):
        size = written_size(value)
        if size <= LARGEST_WITNESS:
            return value, size
    raise NoSampleError


def _known(node: Node | None) -> Node:
    if node is None:
        raise NoSampleError
    return node


def _small(size: int) -> int:
    if size > LARGEST_WITNESS:
        raise NoSampleError
    return size


def item_node(node: Node, branch: Branch, position: int) -> Node | None:
    """What an item must be.

    Args:
        node: The node of the array.
        branch: Its array branch.
        position: The index of the item.

    Returns:
        Its node, or None when there may be no such item.
    """
    if position < len(branch.prefix):
        return node.child(branch.prefix[position])
    return None if branch.rest is None else node.child(branch.rest)


def scalar_values(branch: Branch) -> Iterator[Any]:
    """Valid values at the edges of a branch without subschemas.

    Args:
        branch: A branch of type null, boolean, number or string.

    Yields:
        Values, the plainest first.
    """
    fits = checker(branch.shell)
    yield from filter(fits, _edges(branch))
    if branch.kind in ("string", "number"):
        yield from filter(fits, generated(branch.shell))


def _edges(branch: Branch) -> Iterator[Any]:
    listed = branch.enumerated()
    if listed is not None:
        yield from listed
    elif branch.kind == "null":
        yield None
    elif branch.kind == "boolean":
        yield from (True, False)
    elif branch.kind == "number":
        yield from _numbers(branch.shell)
    else:
        yield from _texts(branch.shell)


def _numbers(shell: dict[str, Any]) -> Iterator[float]:
    bounds = [
        shell[key]
        for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
        if isinstance(shell.get(key), int | float)
    ]
    yield from (1, 0, 1.5, -1, 0.5)
    for bound in bounds:
        yield from around(bound)
    yield from (10**6, -(10**6))


def _texts(shell: dict[str, Any]) -> Iterator[str]:
    written = shell.get("format")
    if isinstance(written, str) and written in FORMATS:
        yield FORMATS[written]
    yield from ("x", "", "1")
    for key in ("minLength", "maxLength"):
        length = shell.get(key)
        if isinstance(length, int) and 0 <= length < LARGEST_WITNESS:
            yield "x" * length
