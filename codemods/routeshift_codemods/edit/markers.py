"""Parameters without what a framework reads in their annotations and defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import INDENT, is_pragma, line_break, remarks_in
from routeshift_codemods.edit.parameters import required_behind_default
from routeshift_codemods.places import text_of

_Annotation = cst.Subscript | cst.SimpleString


@dataclass(frozen=True, slots=True)
class Marked:
    """What goes of a parameter.

    Attributes:
        name: The parameter.
        numbers: Which elements of its `Annotated`, counted from the type, which is 0.
        default: Whether its default stays, is what the call says that is its default, or goes.
    """

    name: str
    numbers: tuple[int, ...] = ()
    default: Literal["stays", "unwrapped", "goes"] = "stays"


@dataclass(frozen=True, slots=True)
class RemoveMarkers(Transform[cst.FunctionDef]):
    """Take metadata out of the `Annotated` of parameters, and their defaults out of calls.

    Without any metadata the type alone is left. What is required behind a default now is passed by
    name. Comments in what goes stay behind the parameter.

    >>> method = "def find(note: str = Query(None), *, file: Annotated[UploadFile, File()]): ..."
    >>> marked = (Marked("note", default="unwrapped"), Marked("file", (1,)))
    >>> print(rewritten(method, RemoveMarkers(marked)))
    def find(note: str = None, *, file: UploadFile): ...

    Attributes:
        parameters: The parameters.
    """

    kind = cst.FunctionDef
    of_head = True
    parameters: tuple[Marked, ...]

    def change(self, node: cst.FunctionDef) -> cst.FunctionDef:
        marked = {row.name: row for row in self.parameters}

        def each(rows: Sequence[cst.Param]) -> list[cst.Param]:
            return [_unmarked(p, marked.get(p.name.value)) for p in rows]

        params = node.params
        positional = each(params.params)
        at = required_behind_default(positional)
        changes: dict[str, Any] = {
            "params": positional[:at],
            "kwonly_params": [*positional[at:], *each(params.kwonly_params)],
            "posonly_params": each(params.posonly_params),
        }
        if at < len(positional) and not isinstance(params.star_arg, cst.Param):
            changes["star_arg"] = cst.ParamStar()
        return node.with_changes(params=params.with_changes(**changes))


def _unmarked(node: cst.Param, marked: Marked | None) -> cst.Param:
    if marked is None:
        return node
    after, said = node, node.annotation
    if marked.numbers and said is not None and isinstance(said.annotation, _Annotation):
        type_ = _without(said.annotation, marked.numbers)
        after = after.with_changes(annotation=said.with_changes(annotation=type_))
    if marked.default == "goes":
        after = after.with_changes(default=None, equal=cst.MaybeSentinel.DEFAULT)
    elif marked.default == "unwrapped":
        after = after.with_changes(default=_unwrapped(cst.ensure_type(after.default, cst.Call)))
    return _beside(after, _lost(node, after))


def _without(node: _Annotation, numbers: tuple[int, ...]) -> cst.BaseExpression:
    """An `Annotated` without some of its elements, in quotes, too."""
    if isinstance(node, cst.SimpleString):
        # What is escaped means something else without its quotes.
        inside = None if "\\" in node.raw_value else cst.parse_expression(node.raw_value.strip())
        if not isinstance(inside, cst.Subscript):
            return node
        code = text_of(_without(inside, numbers))
        return node.with_changes(value=f"{node.prefix}{node.quote}{code}{node.quote}")
    kept = [e for number, e in enumerate(node.slice) if number not in numbers]
    only = kept[0].slice
    if len(kept) == 1 and isinstance(only, cst.Index):
        type_ = only.value
        # Brackets around it may hold comments.
        outer = {"lpar": [*node.lpar, *type_.lpar], "rpar": [*type_.rpar, *node.rpar]}
        return type_.with_changes(**outer)
    last = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return node.with_changes(slice=[*kept[:-1], last])


def _unwrapped(call: cst.Call) -> cst.BaseExpression:
    """What a call says is a default: by name, or as its first argument."""
    named = [arg.value for arg in call.args if arg.keyword and arg.keyword.value == "default"]
    value = [*named, call.args[0].value][0]
    brackets = [*call.lpar, *value.lpar], [*value.rpar, *call.rpar]
    if isinstance(value, cst.NamedExpr) and not value.lpar:
        brackets = [cst.LeftParen()], [cst.RightParen()]
    return value.with_changes(lpar=brackets[0], rpar=brackets[1])


def _lost(before: cst.Param, after: cst.Param) -> list[str]:
    """The comments of a parameter that it has no more; a pragma goes with what it was about."""
    kept = {id(remark.comment) for remark in remarks_in(after)}
    gone = [r.text for r in remarks_in(before) if id(r.comment) not in kept]
    return [text for text in gone if not is_pragma(text)]


def _beside(node: cst.Param, comments: list[str]) -> cst.Param:
    """A parameter with comments behind it, in front of those that were there."""
    if not comments:
        return node
    comma = node.comma
    if isinstance(comma, cst.Comma):
        space = _commented(comments, comma.whitespace_after, INDENT)
        return node.with_changes(comma=comma.with_changes(whitespace_after=space))
    space = _commented(comments, node.whitespace_after_param, "")
    return node.with_changes(whitespace_after_param=space)


def _commented(
    comments: list[str], space: cst.BaseParenthesizableWhitespace, indent: str
) -> cst.ParenthesizedWhitespace:
    remarks = remarks_in(space)
    # On lines of their own they would be about the next parameter, which may go elsewhere.
    behind = [*comments, *(remark.text for remark in remarks if not remark.own_line)]
    above = [remark.text for remark in remarks if remark.own_line]
    return line_break("  ".join(behind), above, indent)
