"""Expressions that others stand for."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Transform


@dataclass(frozen=True, slots=True)
class ReplaceExpression(Transform[cst.BaseExpression]):
    """Put another expression in the place of one; brackets around it stay.

    >>> print(rewritten('hasattr(method, "route")', ReplaceExpression("name in operations")))
    name in operations

    Attributes:
        code: The expression that stands there afterwards.
    """

    kind = cst.BaseExpression
    alone = True
    code: str

    def change(self, node: cst.BaseExpression) -> cst.BaseExpression:
        new = cst.parse_expression(self.code)
        return new.with_changes(lpar=[*node.lpar, *new.lpar], rpar=[*new.rpar, *node.rpar])
