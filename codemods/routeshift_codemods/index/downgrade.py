# ruff: noqa: N802 (LibCST names its hooks after its nodes)
"""Newer syntax as older syntax of the same length, so that an older `ast` gives its positions.

Type parameters, `type X = ...` and the newer f-strings (PEP 695, 696, 701, 750) become blanks,
assignments and a name in brackets. LibCST, which reads every version, says where they are.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

Hidden = tuple[int, str]


def downgraded(text: str) -> tuple[str, tuple[Hidden, ...], frozenset[str]] | None:
    """The text with newer syntax blanked out, every other character at its place.

    Returns:
        The text, the names that are used in what was blanked out, by line, and those of type
        parameters; None when LibCST does not parse it either.
    """
    try:
        wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
        finder = _Newer()
        wrapper.visit(finder)
    except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError):
        return None
    edited = _Editor(text).edited(finder)
    return edited, tuple(sorted(finder.hidden)), frozenset(finder.declared)


class _Names(cst.CSTVisitor):
    """The names that code uses, without attributes, keywords and type variables."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def visit_Name(self, node: cst.Name) -> None:
        self.found.append(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_TypeVar(self, node: cst.TypeVar) -> bool:
        if node.bound is not None:
            node.bound.visit(self)
        return False

    def visit_TypeVarTuple(self, node: cst.TypeVarTuple) -> bool:
        return False

    def visit_ParamSpec(self, node: cst.ParamSpec) -> bool:
        return False


class _Newer(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.parameters: list[CodeRange] = []
        self.strings: list[CodeRange] = []
        self.aliases: list[tuple[CodeRange, CodeRange]] = []
        self.hidden: list[Hidden] = []
        self.declared: set[str] = set()

    def visit_TypeParameters(self, node: cst.TypeParameters) -> bool:
        self.parameters.append(self._hide(node))
        self._declare(node)
        return False

    def visit_TypeAlias(self, node: cst.TypeAlias) -> bool:
        parameters = node.type_parameters
        last = node.name if parameters is None else parameters
        self.aliases.append((self._range(node), self._range(last)))
        if parameters is not None:
            self._hide(parameters)
            self._declare(parameters)
        node.value.visit(self)
        return False

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> bool:
        return self._string(node)

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        return self._string(node)

    def visit_TemplatedString(self, node: cst.CSTNode) -> bool:
        return self._string(node)

    def _string(self, node: cst.CSTNode) -> bool:
        code = cst.Module([]).code_for_node(node)
        try:
            ast.parse(f"({code})", mode="eval")
        except (SyntaxError, ValueError):
            self.strings.append(self._hide(node))
        return False

    def _declare(self, node: cst.TypeParameters) -> None:
        self.declared |= {parameter.param.name.value for parameter in node.params}

    def _hide(self, node: cst.CSTNode) -> CodeRange:
        place = self._range(node)
        names = _Names()
        node.visit(names)
        self.hidden += [(place.start.line, name) for name in names.found]
        return place

    def _range(self, node: cst.CSTNode) -> CodeRange:
        return self.get_metadata(PositionProvider, node)


class _Editor:
    def __init__(self, text: str) -> None:
        self._characters = list(text)
        self._starts = [0]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def edited(self, found: _Newer) -> str:
        for place in found.parameters:
            self._blank(*self._bounds(place))
        for place in found.strings:
            self._replace(self._bounds(place), _bracketed_name)
        for whole, head in found.aliases:
            start, end = self._bounds(whole)[0], self._bounds(head)[1]
            self._replace((start, end), _alias_target)
        return "".join(self._characters)

    def _blank(self, start: int, end: int) -> None:
        """Blank type parameters out; what they stand before may open a bracket."""
        lines = _spaces("".join(self._characters[start:end])).split("\n")
        if all(lines[:-1]):
            # Outside of brackets a line break needs a backslash.
            blank = "\n".join([line[:-1] + "\\" for line in lines[:-1]] + lines[-1:])
            self._characters[start:end] = blank
            return
        # An empty line has no room for one: the bracket behind opens where the parameters do.
        behind = end
        while self._characters[behind].isspace():
            behind += 1
        if self._characters[behind] == "(":
            self._characters[behind] = " "
            self._replace((start, end), lambda text: f"({_spaces(text)[1:]}")
        else:
            self._replace((start, end), lambda text: _framed("(", _spaces(text), ")"))

    def _bounds(self, place: CodeRange) -> tuple[int, int]:
        return self._offset(place.start.line, place.start.column), self._offset(
            place.end.line, place.end.column
        )

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _replace(self, bounds: tuple[int, int], change: Callable[[str], str]) -> None:
        start, end = bounds
        old = "".join(self._characters[start:end])
        new = change(old)
        assert len(new) == len(old)
        self._characters[start:end] = new


def _spaces(text: str) -> str:
    return "".join(c if c == "\n" else " " for c in text)


def _bracketed_name(text: str) -> str:
    return _framed("(_", _spaces(text), ")")


def _alias_target(text: str) -> str:
    name = text.removeprefix("type").lstrip(" \t\f\\\n").partition("[")[0].strip()
    return _framed(f"({name}", _spaces(text), ")")


def _framed(before: str, blank: str, after: str) -> str:
    return before + blank[len(before) : -len(after)] + after
