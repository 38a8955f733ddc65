"""Names that are read from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.once import once


@dataclass(frozen=True, slots=True)
class QualifyNames(Transform[cst.BaseExpression]):
    """Read names from an object, wherever an expression takes them; f-strings, too.

    >>> print(rewritten('Order(note=note or f"{note}")', QualifyNames({"note": "request.note"})))
    Order(note=request.note or f"{request.note}")

    Attributes:
        names: What stands for each name.
    """

    kind = cst.BaseExpression
    alone = True
    names: Mapping[str, str]

    def change(self, node: cst.BaseExpression) -> cst.BaseExpression:
        changed = node.visit(_Qualifier(self.names))
        assert isinstance(changed, cst.BaseExpression)
        return changed


class _Qualifier(cst.CSTTransformer):
    # Names that are no variables: they are put back as they were.
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def on_visit(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.BaseParenthesizableWhitespace)

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> Any:
        if isinstance(updated_node, cst.Name):
            return self._qualified(updated_node)
        if isinstance(updated_node, cst.Attribute):
            assert isinstance(original_node, cst.Attribute)
            return updated_node.with_changes(attr=original_node.attr)
        if isinstance(updated_node, cst.Arg):
            assert isinstance(original_node, cst.Arg)
            return updated_node.with_changes(keyword=original_node.keyword)
        return updated_node

    # LibCST would look for a method of its own for each node and attribute.
    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None: ...

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None: ...

    def _qualified(self, node: cst.Name) -> cst.BaseExpression:
        found = self._names.get(node.value)
        if found is None:
            return node
        # Brackets around a name stay.
        return _parsed(found).with_changes(lpar=node.lpar, rpar=node.rpar)


# The same few stand for names many times.
@once
def _parsed(source: str) -> cst.BaseExpression:
    return cst.parse_expression(source)
