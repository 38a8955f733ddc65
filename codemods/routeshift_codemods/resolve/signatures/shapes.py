"""What an annotation denotes, read from source; the binding table asks no more."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from routeshift.wire import Shape, shape_named, shape_of_list, shape_of_union
from routeshift_codemods.index import Defined, Index, Module, Outside, lookup_expression
from routeshift_codemods.syntax import walk

_UNIONS = frozenset({"typing.Union", "typing.Optional", "typing_extensions.Union"})
_FIRST_ARGUMENT = frozenset(
    {
        "typing.Annotated",
        "typing_extensions.Annotated",
        "typing.Required",
        "typing.NotRequired",
        "typing.Final",
    }
)


def shape_of(index: Index, module: Module, node: ast.expr | None) -> Shape:
    """What an annotation denotes; Optional, Annotated and aliases are looked through."""
    return _Shapes(index).of(module, node) or Shape.SCALAR


def members_of_union(index: Index, module: Module, node: ast.expr) -> list[ast.expr]:
    """The members of a union, in any spelling; any other annotation is its own one member."""
    node = unquoted(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        sides = (node.left, node.right)
        return [part for side in sides for part in members_of_union(index, module, side)]
    if isinstance(node, ast.Subscript):
        head = lookup_expression(index, module, node.value)
        if isinstance(head, Outside) and head.name in _UNIONS:
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            found = [m for part in parts for m in members_of_union(index, module, part)]
            none: list[ast.expr] = [ast.Constant(None)] if head.name.endswith("Optional") else []
            return found + none
    return [node]


def unquoted(node: ast.expr) -> ast.expr:
    """An annotation that is a string, as the expression in the string.

    Its nodes stand nowhere in the file: their line is 0.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            found = ast.parse(node.value.strip(), mode="eval").body
        except (SyntaxError, ValueError):
            return node
        for inner in walk(found):
            if isinstance(inner, ast.expr | ast.keyword):
                # It has no place of its own in the file: its text must not be cut from there.
                inner.lineno = 0
        return found
    return node


def without_quotes(node: ast.expr) -> ast.expr:
    """An annotation without the quotes around its names, wherever they stand in it.

    A new tree if there are any; what is quoted in a `Literal` or in metadata is no name.
    """
    if not any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in walk(node)):
        return node
    found: ast.expr = _Unquoting().visit(copy.deepcopy(node))
    if ast.dump(found) == ast.dump(node):
        return node
    found.lineno = 0
    return found


class _Unquoting(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.expr:
        return node  # Metadata, or a value: what is quoted there is no name.

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        found = unquoted(node)
        return node if found is node else self.visit(found)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        head = ast.unparse(node.value).rpartition(".")[2]
        if head == "Annotated" and isinstance(node.slice, ast.Tuple):
            node.slice.elts[0] = self.visit(node.slice.elts[0])
        elif head != "Literal":
            node.slice = self.visit(node.slice)
        return node


def alias_of_itself(
    index: Index, module: Module, node: ast.expr | None, inside: tuple[Defined, ...] = ()
) -> str | None:
    """The name of an alias below an annotation that is made of itself; None without one.

    Only a `type` statement or `TypeAliasType` lets pydantic build such a type.
    """
    for name in _names_of_types(node):
        found = lookup_expression(index, module, name)
        if not isinstance(found, Defined) or not isinstance(found.node, ast.Assign | ast.AnnAssign):
            continue
        if found in inside:
            return found.bound.name
        loop = alias_of_itself(index, found.module, found.node.value, (*inside, found))
        if loop is not None:
            return loop
    return None


def _names_of_types(node: ast.expr | None) -> Iterator[ast.expr]:
    """The names and dotted names that an annotation is made of; no metadata, no literals."""
    node = node and unquoted(node)
    if isinstance(node, ast.Name | ast.Attribute):
        yield node
    elif isinstance(node, ast.BinOp):
        yield from _names_of_types(node.left)
        yield from _names_of_types(node.right)
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from _names_of_types(part)
    elif isinstance(node, ast.Subscript):
        head = ast.unparse(node.value).rpartition(".")[2]
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for part in {"Literal": [], "Annotated": parts[:1]}.get(head, parts):
            yield from _names_of_types(part)


class _Shapes:
    def __init__(self, index: Index) -> None:
        self._index = index
        self._open: set[tuple[str, str]] = set()

    def of(self, module: Module, node: ast.expr | None) -> Shape | None:
        """None stands for `None` itself, which says nothing of the other members."""
        if node is None or (isinstance(node, ast.Constant) and node.value is None):
            return None
        members = members_of_union(self._index, module, node)
        if len(members) > 1:
            return shape_of_union([self.of(module, member) for member in members])
        node = members[0]
        if isinstance(node, ast.Subscript):
            return self._subscript(module, node)
        found = lookup_expression(self._index, module, node)
        return Shape.UNKNOWN if found is None else self._named(found)

    def _subscript(self, module: Module, node: ast.Subscript) -> Shape | None:
        head = lookup_expression(self._index, module, node.value)
        if isinstance(head, Outside) and head.name in _FIRST_ARGUMENT:
            inner = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
            return self.of(module, inner)
        shape = Shape.UNKNOWN if head is None else self._named(head)
        return self._list(module, node) if shape is Shape.LIST else shape

    def _list(self, module: Module, node: ast.Subscript) -> Shape:
        """A list of models is as structured as its items: no query can carry it."""
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return shape_of_list([self.of(module, item) for item in items])

    def _named(self, found: Defined | Outside) -> Shape | None:
        if isinstance(found, Outside):
            return shape_named(found.name)
        key = (found.module.name, found.bound.name)
        # A type that is made of itself: what it is made of besides decides.
        if key in self._open:
            return Shape.UNKNOWN
        self._open.add(key)
        try:
            return self._definition(found)
        finally:
            self._open.discard(key)

    def _definition(self, found: Defined) -> Shape | None:
        node = found.node
        if isinstance(node, ast.ClassDef):
            return self._class(found.module, node)
        value = getattr(node, "value", None)
        if isinstance(value, ast.Call) and len(value.args) == 2:
            return self.of(found.module, value.args[1])  # NewType("Id", str)
        return Shape.UNKNOWN if value is None else self.of(found.module, value)

    def _class(self, module: Module, node: ast.ClassDef) -> Shape | None:
        if any(is_dataclass(decorator) for decorator in node.decorator_list):
            return Shape.MODEL
        own = shape_named(f"{module.name}.{node.name}")
        if own is not Shape.UNKNOWN:
            return own
        shapes = [self.of(module, base) for base in node.bases]
        return shape_of_union(shapes) if any(shapes) else Shape.SCALAR


def is_dataclass(node: ast.expr) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
    return name == "dataclass"
