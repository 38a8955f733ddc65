"""The parameters of a function, replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import (
    INDENT,
    ParameterComments,
    bare,
    comments_of,
    line_break,
    name_of,
    parameters_of,
)


@dataclass(frozen=True, slots=True)
class NewParameter:
    """A parameter that was not there.

    Attributes:
        name: Its name.
        annotation: Its type, in source.
        default: Its default, in source; None without one.
    """

    name: str
    annotation: str
    default: str | None = None

    def node(self) -> cst.Param:
        """The parameter as a node."""
        return cst.Param(
            cst.Name(self.name),
            cst.Annotation(cst.parse_expression(self.annotation)),
            default=None if self.default is None else cst.parse_expression(self.default),
        )


@dataclass(frozen=True, slots=True)
class ReplaceParameters(Transform[cst.FunctionDef]):
    """Replace the parameters of a function; those that stay keep their text and comments.

    A parameter a line where a comment stands between them, else on one line.

    >>> method = '''def add_order(
    ...     self,
    ...     order_id: str,  # its number
    ...     quantity: int,
    ...     note: str = "",
    ... ) -> Order: ...
    ... '''
    >>> request = NewParameter("request", "AddOrderRequest")
    >>> print(rewritten(method, ReplaceParameters(("self", "order_id", request))))
    def add_order(
        self,
        order_id: str,  # its number
        request: AddOrderRequest,
    ) -> Order: ...
    <BLANKLINE>

    Attributes:
        parameters: The new ones, and the names of those that stay, in their new order.
        keyword_only: The names of those behind a `*`, which are the last.
        keeps: Whether the comments beside those that go stay, above the first that is new.
    """

    kind = cst.FunctionDef
    of_head = True
    parameters: tuple[str | NewParameter, ...]
    keyword_only: frozenset[str] = frozenset()
    keeps: bool = False

    def change(self, node: cst.FunctionDef) -> cst.FunctionDef:
        comments = comments_of(node, inside=False)
        rows = list(self._rows(node))
        elements = self._elements(rows)
        names = [*map(name_of, elements)]
        new = next((row.name for row in self.parameters if isinstance(row, NewParameter)), None)
        if self.keeps and new is not None:
            comments = comments.gathered(new, names)
        if comments.beside_any(names):
            return _spread(node, elements, comments)
        return _with(node, elements, cst.SimpleWhitespace(""))

    def _rows(self, node: cst.FunctionDef) -> Iterator[cst.Param]:
        own = {p.name.value: p for p in parameters_of(node) if isinstance(p, cst.Param)}
        for row in self.parameters:
            yield bare(own[row]) if isinstance(row, str) else row.node()

    def _elements(self, rows: Sequence[cst.Param]) -> list[cst.Param | cst.ParamStar]:
        """The parameters, with a `*` in front of those that are keyword-only."""
        stays = {name for name in self.parameters if isinstance(name, str)}
        kept = [row if row.name.value in stays else None for row in rows]
        at = next((i for i, p in enumerate(rows) if p.name.value in self.keyword_only), len(rows))
        at = min(at, required_behind_default(kept))
        return [*rows[:at], *([cst.ParamStar()] if at < len(rows) else []), *rows[at:]]


def _spread(
    node: cst.FunctionDef,
    elements: Sequence[cst.Param | cst.ParamStar],
    comments: ParameterComments,
) -> cst.FunctionDef:
    """The function with a parameter a line, its comments beside it."""
    names = [*map(name_of, elements)]
    behind = [comments.first, *(comments.trailing.get(name) for name in names)]
    above = [*(comments.leading.get(name, []) for name in names), comments.last]
    indents = [INDENT] * len(names) + [""]
    before, *gaps = map(line_break, behind, above, indents)
    broken = [
        element.with_changes(comma=cst.Comma(whitespace_after=gap))
        for element, gap in zip(elements, gaps, strict=True)
    ]
    return _with(node, broken, before)


def required_behind_default(rows: Sequence[cst.Param | None]) -> int:
    """The number of the first parameter that is required behind one that is not.

    Python wants that passed by name; the length of the list where there is none.
    """
    optional = False
    for number, row in enumerate(rows):
        if row is not None and optional and row.default is None:
            return number
        optional |= row is not None and row.default is not None
    return len(rows)


def _with(
    node: cst.FunctionDef,
    elements: Sequence[cst.Param | cst.ParamStar],
    before: cst.BaseParenthesizableWhitespace,
) -> cst.FunctionDef:
    """The function with other parameters, and what stands behind its opening bracket."""
    star = next((e for e in elements if isinstance(e, cst.ParamStar)), None)
    at = len(elements) if star is None else elements.index(star)
    params = cst.Parameters(
        params=[e for e in elements[:at] if isinstance(e, cst.Param)],
        star_arg=cst.MaybeSentinel.DEFAULT if star is None else star,
        kwonly_params=[e for e in elements[at:] if isinstance(e, cst.Param)],
    )
    return node.with_changes(params=params, whitespace_before_params=before)
