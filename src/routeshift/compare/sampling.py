"""Small values for nodes, and the check of a value against a node: the structural validator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.proving import generated, valid
from routeshift.compare.values import canonical, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.nodes import Branch, Node

_FORMATS = {
    "date": "2024-01-31",
    "date-time": "2024-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "a@example.com",
    "idn-email": "a@example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "iri": "https://example.com/a",
    "iri-reference": "/a",
    "uuid": "7b1d1c9e-3f0a-4c58-9d3c-2a6f1f0b9e11",
    "hostname": "example.com",
    "idn-hostname": "example.com",
    "json-pointer": "/a",
    "relative-json-pointer": "0",
    "regex": "a",
}
_LONGEST_TEXT = 100_000
_LONGEST_LIST = 1_000
_DEPTH = 12


class NoSampleError(Exception):
    """No small value was found for a node."""


def sample(node: Node, depth: int = 0) -> Any:
    """A small valid value.

    Args:
        node: The node.
        depth: How deep in another value it is.

    Returns:
        A JSON value.

    Raises:
        NoSampleError: When nothing small is valid, or no simple rule finds it.
    """
    if depth > _DEPTH:
        raise NoSampleError
    for branch in _simplest_first(node, depth):
        try:
            return branch_sample(node, branch, depth)
        except NoSampleError:
            continue
    raise NoSampleError


def _simplest_first(node: Node, depth: int) -> list[Branch]:
    if depth < _DEPTH // 2:
        return sorted(node.branches, key=lambda branch: branch.kind == "null")
    weight = {"null": 0, "boolean": 1, "number": 1, "string": 1, "array": 2, "object": 3}
    return sorted(node.branches, key=lambda one: (weight[one.kind], len(one.required)))


def branch_sample(node: Node, branch: Branch, depth: int = 0) -> Any:
    """A small value of one branch.

    Args:
        node: The node that the branch belongs to.
        branch: The branch.
        depth: As for `sample`.

    Returns:
        A JSON value.

    Raises:
        NoSampleError: As for `sample`.
    """
    listed = branch.enumerated()
    if listed is not None:
        return listed[0]
    if branch.kind == "object":
        return {
            name: sample(_known(node.property_node(branch, name)), depth + 1)
            for name in sorted(branch.required)
        }
    if branch.kind == "array":
        return _array(node, branch, depth)
    return next(iter(scalar_values(branch)), None) if branch.kind == "null" else _first(branch)


def _known(node: Node | None) -> Node:
    if node is None:
        raise NoSampleError
    return node


def _first(branch: Branch) -> Any:
    for value in scalar_values(branch):
        return value
    raise NoSampleError


def _array(node: Node, branch: Branch, depth: int) -> list[Any]:
    length = branch.shell.get("minItems", 0)
    if not isinstance(length, int) or length > _LONGEST_LIST:
        raise NoSampleError
    return [sample(_known(item_node(node, branch, at)), depth + 1) for at in range(length)]


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
    for value in _edges(branch):
        if valid(branch.shell, value):
            yield value
    if branch.kind in ("string", "number"):
        for value in generated(branch.shell):
            if valid(branch.shell, value):
                yield value


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
        yield from (bound, bound + 1, bound - 1, bound + 0.5, bound - 0.5)
    yield from (10**6, -(10**6))


def _texts(shell: dict[str, Any]) -> Iterator[str]:
    written = shell.get("format")
    if isinstance(written, str) and written in _FORMATS:
        yield _FORMATS[written]
    yield from ("x", "", "1")
    for key in ("minLength", "maxLength"):
        length = shell.get(key)
        if isinstance(length, int) and 0 <= length <= _LONGEST_TEXT:
            yield "x" * length


def accepts(node: Node, value: Any) -> bool:
    """Whether a value is valid for a node, by the normal form alone.

    Args:
        node: The node.
        value: A JSON value.

    Returns:
        True when one of the branches takes it. Opaque assertions are left to the other
        validator: they count as fulfilled here.
    """
    kind = kind_of(value)
    return kind in node.absorbs or any(
        _branch_accepts(node, branch, value) for branch in node.of(kind)
    )


def _branch_accepts(node: Node, branch: Branch, value: Any) -> bool:
    listed = branch.enumerated()
    if listed is not None:
        return canonical(value) in {canonical(item) for item in listed}
    if not valid(branch.shell, value):
        return False
    if branch.kind == "object":
        return _object_accepts(node, branch, value)
    return branch.kind != "array" or _array_accepts(node, branch, value)


def _object_accepts(node: Node, branch: Branch, value: dict[str, Any]) -> bool:
    if not branch.required <= set(value):
        return False
    return all(_property_accepts(node, branch, name, item) for name, item in value.items())


def _property_accepts(node: Node, branch: Branch, name: str, value: Any) -> bool:
    matching = [
        raws for pattern, raws in branch.patterns.items() if valid({"pattern": pattern}, name)
    ]
    if any(not accepts(node.child(raws), value) for raws in matching):
        return False
    if matching and name not in branch.properties:
        return True
    below = node.property_node(branch, name)
    return below is not None and accepts(below, value)


def _array_accepts(node: Node, branch: Branch, value: list[Any]) -> bool:
    for position, item in enumerate(value):
        below = item_node(node, branch, position)
        if below is None or not accepts(below, item):
            return False
    return True
