"""The comments of a method's signature and decorators, by what they are about."""

from __future__ import annotations

from dataclasses import dataclass, field

from routeshift_codemods.index.index import FunctionNode, Module
from routeshift_codemods.index.tokens import Comment


@dataclass(frozen=True, slots=True)
class ParameterComments:
    """The comments in a signature.

    Attributes:
        leading: The comment lines above each parameter.
        trailing: The comment behind each parameter.
        first: A comment behind the opening bracket.
        last: The comment lines below the last parameter.
    """

    leading: dict[str, list[str]] = field(default_factory=dict)
    trailing: dict[str, str] = field(default_factory=dict)
    first: str | None = None
    last: list[str] = field(default_factory=list)

    def beside(self, name: str, text: str) -> tuple[list[str], str]:
        """The lines above a parameter and what stands behind it.

        Args:
            name: The parameter.
            text: What is written of it; the comments in it are not repeated.
        """
        rows = text.split("\n")
        above = [line for line in self.leading.get(name, []) if not _ends_one(rows, line)]
        behind = self.trailing.get(name)
        return above, f"  {behind}" if behind and not _ends_one(rows, behind) else ""


def _ends_one(rows: list[str], comment: str) -> bool:
    return any(row.endswith(comment) for row in rows)


def parameter_comments(module: Module, node: FunctionNode) -> ParameterComments:
    """Sort the comments between the brackets of a signature."""
    opening, closing = module.signature(node)
    inside = [
        comment
        for comment in module.tokens.comments_between(opening[0], closing[0])
        if opening < (comment.line, comment.column) < closing
    ]
    rows = _rows(node)
    found = ParameterComments()
    first: str | None = None
    for comment in inside:
        if comment.own_line:
            _place_above(found, rows, comment)
        elif not _place_behind(found, rows, comment):
            first = comment.text
    return ParameterComments(found.leading, found.trailing, first, found.last)


_Row = tuple[str, int, int]


def _rows(node: FunctionNode) -> list[_Row]:
    """Each parameter, with its first and last line."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = [None] * (len(positional) - len(arguments.defaults))
    pairs = list(zip(positional, [*missing, *arguments.defaults], strict=True))
    pairs += list(zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
    pairs += [(arg, None) for arg in (arguments.vararg, arguments.kwarg) if arg is not None]
    return [
        (arg.arg, arg.lineno, (default or arg).end_lineno or arg.lineno) for arg, default in pairs
    ]


def _place_above(found: ParameterComments, rows: list[_Row], comment: Comment) -> None:
    below = [row for row in rows if row[2] >= comment.line]
    if not below:
        found.last.append(comment.text)
        return
    name = min(below, key=lambda row: row[1])[0]
    found.leading.setdefault(name, []).append(comment.text)


def _place_behind(found: ParameterComments, rows: list[_Row], comment: Comment) -> bool:
    """Whether the comment is behind a parameter, or inside one; else none starts before it."""
    touched = [row for row in rows if row[1] <= comment.line]
    if not touched:
        return False
    name = touched[-1][0]
    if name in found.trailing:
        found.leading.setdefault(name, []).append(comment.text)
    else:
        found.trailing[name] = comment.text
    return True
