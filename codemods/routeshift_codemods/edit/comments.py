"""Comments, and which parameter of a signature they are about.

LibCST hangs a comment on the comma before it; to a reader it is about what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst

from routeshift_codemods.places import comments_in

INDENT = "    "


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment.

    Attributes:
        comment: The comment.
        own_line: Whether nothing stands before it.
    """

    comment: cst.Comment
    own_line: bool

    @property
    def text(self) -> str:
        """The comment with its `#`."""
        return self.comment.value


# How comments begin that are about what tools report of a line, and mean nothing elsewhere.
REPORTED = r"#\s*(?:(?:type|pyright|mypy|pylint)\s*:|(?i:noqa|nosec)\b)"
# And those about the line in another way.
_PRAGMA = re.compile(rf"{REPORTED}|#\s*(?:pragma|fmt|yapf|isort|ruff)\s*:")


def is_pragma(comment: str) -> bool:
    """Whether a comment is for a tool, as a linter, about the line that it ends."""
    return _PRAGMA.match(comment) is not None


def remarks_in(*nodes: cst.CSTNode) -> list[Remark]:
    """The comments in nodes, from top to bottom."""
    return [Remark(*found) for node in nodes for found in comments_in(node)]


@dataclass(frozen=True, slots=True)
class ParameterComments:
    """The comments in a signature.

    Attributes:
        leading: The comment lines above each parameter, and above a bare `*`.
        trailing: The comment behind each.
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

    def gathered(self, above: str, kept: Collection[str]) -> ParameterComments:
        """The same with the comments of parameters that go above another one, in their order.

        A pragma goes: it was about a line that is gone.

        Args:
            above: The parameter that they stand above from now on.
            kept: The parameters that stay.
        """
        rows: list[str] = []
        for name in dict.fromkeys([*self.leading, *self.trailing]):
            if name not in kept:
                rows += self.leading.get(name, [])
                rows += [self.trailing[name]] if name in self.trailing else []
        moved = [row for row in rows if not is_pragma(row)]
        leading = {**self.leading, above: [*moved, *self.leading.get(above, [])]}
        return replace(self, leading=leading)

    def beside_any(self, names: Collection[str]) -> bool:
        """Whether there is one beside some of these parameters, or beside the brackets."""
        about = (self.leading.get(name) or self.trailing.get(name) for name in names)
        return bool(self.first or self.last or any(about))


def _ends_one(rows: list[str], comment: str) -> bool:
    return any(row.endswith(comment) for row in rows)


Parameter = cst.Param | cst.ParamStar | cst.ParamSlash


def comments_of(function: cst.FunctionDef, *, inside: bool) -> ParameterComments:
    """The comments between the brackets of a signature.

    Args:
        function: The function.
        inside: Whether those inside a parameter count, too, as beside it; what is said of a bare
            `*` counts as above the parameter below.
    """
    leading: dict[str, list[str]] = {}
    trailing: dict[str, str] = {}
    first: str | None = None
    above: list[str] = []
    name = ""
    for remark in remarks_in(function.whitespace_before_params):
        if remark.own_line:
            above.append(remark.text)
        else:
            first = remark.text
    for node in parameters_of(function):
        if isinstance(node, cst.ParamStar) and inside:
            name = ""
        elif isinstance(node, cst.Param | cst.ParamStar):
            name = name_of(node)
            leading[name], above = above, []
        if isinstance(node, cst.Param) and inside:
            for remark in remarks_in(bare(node)):
                _put(remark, name, leading, trailing, leading[name])
        for remark in remarks_in(*_behind(node)):
            _put(remark, name, leading, trailing, above)
    return ParameterComments(leading, trailing, first, above)


def _put(
    remark: Remark,
    name: str,
    leading: dict[str, list[str]],
    trailing: dict[str, str],
    above: list[str],
) -> None:
    """Sort one comment: a line of its own is about what is below, all else about a parameter."""
    if remark.own_line or not name:
        above.append(remark.text)
    # Only one comment has room behind it.
    elif name in trailing:
        leading[name].append(remark.text)
    else:
        trailing[name] = remark.text


def parameters_of(function: cst.FunctionDef) -> Iterator[Parameter]:
    """The parameters of a function in order, with its `/` and `*`."""
    parameters = function.params
    found: Sequence[cst.CSTNode | cst.MaybeSentinel | None] = (
        *parameters.posonly_params,
        parameters.posonly_ind,
        *parameters.params,
        parameters.star_arg,
        *parameters.kwonly_params,
        parameters.star_kwarg,
    )
    yield from (node for node in found if isinstance(node, Parameter))


def name_of(node: cst.Param | cst.ParamStar) -> str:
    """The name of a parameter, or the bare `*` itself."""
    return node.name.value if isinstance(node, cst.Param) else "*"


def bare(node: cst.Param) -> cst.Param:
    """A parameter without its comma and what stands behind it."""
    nothing = cst.SimpleWhitespace("")
    return node.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_param=nothing)


def _behind(node: Parameter) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.Param):
        yield node.whitespace_after_param
    if isinstance(node.comma, cst.Comma):
        yield from (node.comma.whitespace_before, node.comma.whitespace_after)


def line_break(
    behind: str | None, above: Sequence[str], indent: str
) -> cst.ParenthesizedWhitespace:
    """A line break in brackets, with the comment in front of it and those below it.

    Args:
        behind: The comment in front of it.
        above: Those above what stands on the next line, or on the last lines of a bracket.
        indent: How far the next line is indented.
    """
    first_line = cst.TrailingWhitespace()
    if behind:
        first_line = cst.TrailingWhitespace(cst.SimpleWhitespace("  "), cst.Comment(behind))
    lines = [
        cst.EmptyLine(whitespace=cst.SimpleWhitespace(INDENT), comment=cst.Comment(line))
        for line in above
    ]
    return cst.ParenthesizedWhitespace(first_line, lines, True, cst.SimpleWhitespace(indent))
