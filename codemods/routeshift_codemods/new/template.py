"""Templates: code with names in braces, in whose places nodes are put.

LibCST has templates, too: `parse_template_statement` parses its text again for each use, and copies
what is put in. A routers' file has hundreds, so here each is parsed once, and only the nodes on the
way to a place are made anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import libcst as cst

from routeshift_codemods.new.expressions import Expression
from routeshift_codemods.new.statements import Statement

_PLACE = re.compile(r"\{(\w+)\}")
# A template is parsed once, with names where nodes go: no text of a user's is ever put into it.
_MARK = "place_of_"
Filling = cst.CSTNode | Sequence[cst.CSTNode] | None


class Template:
    """Code with places for nodes: expressions, names, parameters, arguments, statements.

    >>> template = Template("return await impl.{method}({arguments})")
    >>> arguments = [keyword("a", dotted("a")), keyword("b", literal(2))]
    >>> print(code_of(template.statement(method=dotted("find"), arguments=arguments)))
    return await impl.find(a = a, b = 2)
    <BLANKLINE>

    Args:
        code: One statement, with a name in braces for each place.
    """

    def __init__(self, code: str) -> None:
        self._code = code.strip("\n") + "\n"

    def statement(self, **places: Filling) -> Statement:
        """The statement with nodes in its places; for a place in a list there may be any number."""
        found: Statement = self._filled(self._tree, places)
        return found

    def line(self, **places: Filling) -> cst.SimpleStatementLine:
        """The same of a template that is a statement on one line."""
        return cst.ensure_type(self.statement(**places), cst.SimpleStatementLine)

    def expression(self, **places: Filling) -> Expression:
        """The same of a template that is an expression."""
        return cst.ensure_type(self.line(**places).body[0], cst.Expr).value

    @cached_property
    def _tree(self) -> Statement:
        module = cst.parse_module(_PLACE.sub(rf"{_MARK}\1", self._code))
        (statement,) = module.body
        return statement

    @cached_property
    def _ways(self) -> dict[cst.CSTNode, list[str]]:
        """The nodes on the way to a place, with those of their fields that lead to one."""
        found: dict[cst.CSTNode, list[str]] = {}
        self._find(self._tree, found)
        return found

    def _find(self, node: cst.CSTNode, found: dict[cst.CSTNode, list[str]]) -> bool:
        leading: list[str] = []
        for name in node.__dataclass_fields__:
            on_the_way = [self._find(child, found) for child in _nodes(getattr(node, name))]
            if any(on_the_way):
                leading.append(name)
        if leading:
            found[node] = leading
        return bool(leading) or _place(node) is not None

    def _filled(self, node: Any, places: dict[str, Filling]) -> Any:
        place = _place(node)
        if place is not None:
            return places[place]
        changes: dict[str, Any] = {}
        for name in self._ways.get(node, ()):
            value = getattr(node, name)
            if not isinstance(value, cst.CSTNode):
                changes[name] = [new for child in value for new in self._each(child, places)]
            else:
                whole = _whole(value)
                absent = whole is not None and places[whole] is None
                changes[name] = None if absent else self._filled(value, places)
        return node.with_changes(**changes) if changes else node

    def _each(self, child: cst.CSTNode, places: dict[str, Filling]) -> Sequence[cst.CSTNode]:
        """What becomes of a node in a list: several that take its place, or itself, filled."""
        place = _whole(child)
        found = None if place is None else places[place]
        if not isinstance(found, Sequence):
            return [self._filled(child, places)]
        if isinstance(child, cst.Element):
            return [child.with_changes(value=one) for one in found]
        return found


def _nodes(value: object) -> Iterator[cst.CSTNode]:
    if isinstance(value, cst.CSTNode):
        yield value
    elif isinstance(value, list | tuple):
        yield from (child for child in value if isinstance(child, cst.CSTNode))


def _place(node: cst.CSTNode) -> str | None:
    """The name of the place that a node is."""
    if isinstance(node, cst.Name):
        return node.value.removeprefix(_MARK) if node.value.startswith(_MARK) else None
    return None


def _whole(node: cst.CSTNode) -> str | None:
    """The name of the place that an argument, a parameter, a statement or so is the whole of."""
    inner: cst.CSTNode = node
    if isinstance(inner, cst.SimpleStatementLine):
        inner = inner.body[0]
    if isinstance(inner, cst.Element) or (isinstance(inner, cst.Arg) and inner.keyword is None):
        return _place(inner.value)
    if isinstance(inner, cst.Param) and inner.annotation is None:
        return _place(inner.name)
    if isinstance(inner, cst.Expr):
        return _place(inner.value)
    if isinstance(inner, cst.Decorator):
        return _place(inner.decorator)
    return _place(inner.annotation) if isinstance(inner, cst.Annotation) else None
