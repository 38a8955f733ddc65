"""Whether a value is valid for a node: the structural validator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.schema import canonical, kind_of
from routeshift.compare.subschema.proving import valid
from routeshift.compare.subschema.sampling import item_node

if TYPE_CHECKING:
    from routeshift.compare.schema import Branch, Node


def accepts(node: Node, value: Any) -> bool:
    """Whether a value is valid for a node, by the normal form alone.

    Args:
        node: The node.
        value: A JSON value.

    Returns:
        True when one of the branches takes it. Opaque assertions are left to the other
        validator: they count as fulfilled here.
    """
    return _Holding().accepts(node, value)


class _Holding:
    """Holds nodes against the parts of one value, each pair once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bool] = {}

    def accepts(self, node: Node, value: Any) -> bool:
        # Parts of one value live as long as it does, so that no id is given twice.
        key = (node.number, id(value))
        if key not in self._known:
            kind = kind_of(value)
            self._known[key] = kind in node.absorbs or any(
                self._branch(node, branch, value) for branch in node.of(kind)
            )
        return self._known[key]

    def _branch(self, node: Node, branch: Branch, value: Any) -> bool:
        if branch.enumerated() is not None:
            return canonical(value) in branch.values
        if not valid(branch.shell, value):
            return False
        if branch.kind == "object":
            return self._object(node, branch, value)
        return branch.kind != "array" or self._array(node, branch, value)

    def _object(self, node: Node, branch: Branch, value: dict[str, Any]) -> bool:
        if not branch.required <= set(value):
            return False
        return all(self._property(node, branch, name, item) for name, item in value.items())

    def _property(self, node: Node, branch: Branch, name: str, value: Any) -> bool:
        matching = [
            raws for pattern, raws in branch.patterns.items() if valid({"pattern": pattern}, name)
        ]
        if any(not self.accepts(node.child(raws), value) for raws in matching):
            return False
        if matching and name not in branch.properties:
            return True
        below = node.property_node(branch, name)
        return below is not None and self.accepts(below, value)

    def _array(self, node: Node, branch: Branch, value: list[Any]) -> bool:
        for position, item in enumerate(value):
            below = item_node(node, branch, position)
            if below is None or not self.accepts(below, item):
                return False
        return True
