"""Annotations that say less."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Transform


@dataclass(frozen=True, slots=True)
class RemoveMetadata(Transform[cst.Subscript]):
    """Take metadata out of an `Annotated`; without any, the type alone is left.

    >>> print(rewritten("Annotated[Order, Body(), Strict()]", RemoveMetadata((1,))))
    Annotated[Order, Strict()]
    >>> print(rewritten("Annotated[Order, Body()]", RemoveMetadata((1,))))
    Order

    Attributes:
        numbers: Which of its elements, counted from the type, which is 0.
    """

    kind = cst.Subscript
    numbers: tuple[int, ...]

    def change(self, node: cst.Subscript) -> cst.BaseExpression:
        kept = [e for number, e in enumerate(node.slice) if number not in self.numbers]
        only = kept[0].slice
        if len(kept) == 1 and isinstance(only, cst.Index):
            type_ = only.value
            # Brackets around it may hold comments.
            outer = {"lpar": [*node.lpar, *type_.lpar], "rpar": [*type_.rpar, *node.rpar]}
            return type_.with_changes(**outer)
        last = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return node.with_changes(slice=[*kept[:-1], last])
