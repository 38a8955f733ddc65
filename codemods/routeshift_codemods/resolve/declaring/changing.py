"""Code that changes operations after their decorators: only running tells what is served (rule R5).

That is a decorator of a class, a base with `__init_subclass__`, a metaclass, or a statement that
puts something into a method that it names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property

from routeshift.webmethod import METADATA
from routeshift_codemods.index import Defined, FunctionNode, Index, Module, kept, lookup_expression
from routeshift_codemods.once import once
from routeshift_codemods.resolve.ancestry import ancestors
from routeshift_codemods.syntax import MUTATING, is_put, last_name, walk

_ASKING = frozenset({"get", "getattr", "pop", "setdefault"})
_COPYING = frozenset({"dict", "iter", "list", "reversed", "tuple", "vars"})
_SETTING = frozenset({"delattr", "setattr"})

Place = tuple[Module, ast.AST]


def changing(index: Index, module: Module, node: ast.ClassDef, method: str) -> Iterator[Place]:
    """What changes a method, or its records, after its decorators, with its module.

    Args:
        index: The facts.
        module: The module of the class.
        node: The class that declares the method.
        method: The method's name.
    """
    yield from _while_made(index, module, node)
    for where in dict.fromkeys((module, *_telling(index))):
        found = _named(index, where).get((node, method))
        if found is not None:
            yield where, found


@kept
def _while_made(index: Index, module: Module, node: ast.ClassDef) -> tuple[Place, ...]:
    """What runs when a class is made, and changes the records of its methods."""
    return tuple(place for place in _makers(index, module, node) if _changes(index, *place))


def _makers(index: Index, module: Module, node: ast.ClassDef) -> Iterator[Place]:
    for where, kind in ancestors(index, module, node):
        makers = [d.func if isinstance(d, ast.Call) else d for d in kind.decorator_list]
        makers += [keyword.value for keyword in kind.keywords if keyword.arg == "metaclass"]
        for maker in makers:
            yield from _defined(index, where, maker)
        for part in kind.body:
            if isinstance(part, ast.FunctionDef) and part.name == "__init_subclass__":
                yield where, part


def _defined(index: Index, module: Module, node: ast.expr) -> Iterator[Place]:
    found = lookup_expression(index, module, node)
    if isinstance(found, Defined) and isinstance(found.node, FunctionNode | ast.ClassDef):
        yield found.module, found.node


@once
def _telling(index: Index) -> tuple[Module, ...]:
    """The modules of the target that name the metadata."""
    return tuple(m for m in index.modules() if any(name in m.source.text for name in METADATA))


@once
def _named(index: Index, module: Module) -> Mapping[tuple[ast.ClassDef, str], ast.AST]:
    """The methods that a module names as `Class.method`, to put something there."""
    found: dict[tuple[ast.ClassDef, str], ast.AST] = {}
    for node in walk(module.tree) if module in _telling(index) else _at_its_top(module):
        for owner in _chain(node):
            for _, kind in _defined(index, module, owner.value):
                if isinstance(kind, ast.ClassDef):
                    found.setdefault((kind, owner.attr), node)
    return found


def _at_its_top(module: Module) -> Iterator[ast.AST]:
    kinds = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete
    return (n for one in module.tree.body if isinstance(one, kinds) for n in walk(one))


def _chain(node: ast.AST) -> Iterator[ast.Attribute]:
    """What something is put into, as `Class.method` in `Class.method.name[key] = value`."""
    inside = isinstance(node, ast.expr) and is_put(node)
    while inside and isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            yield node
        node = node.value


def _changes(index: Index, module: Module, node: ast.AST) -> bool:
    """Whether some code changes what it reads of the metadata, itself or by what it calls."""
    waiting: list[Place] = [(module, node)]
    seen: set[ast.AST] = set()
    while waiting:
        where, code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        reader = _Reader(code)
        if reader.is_changing:
            return True
        for call in reader.calls:
            for place in _defined(index, where, call.func):
                given = [*call.args, *(keyword.value for keyword in call.keywords)]
                if any(map(reader.reads, given)) and any(map(_puts, walk(place[1]))):
                    return True
                waiting.append(place)
    return False


class _Reader:
    """Some code, by what it reads of the metadata."""

    def __init__(self, code: ast.AST) -> None:
        self._nodes = list(walk(code))
        self.calls = [node for node in self._nodes if isinstance(node, ast.Call)]

    @cached_property
    def is_changing(self) -> bool:
        """Whether it puts something into what it reads."""
        return any(map(self._is_change, self._nodes))

    @cached_property
    def _names(self) -> frozenset[str]:
        """What it calls what it has read."""
        names: set[str] = set()
        before = -1
        while len(names) > before:
            before = len(names)
            for target, value in filter(None, map(_binding, self._nodes)):
                if self._is_read(value, names):
                    names |= {n.id for n in walk(target) if isinstance(n, ast.Name) and is_put(n)}
        return frozenset(names)

    def reads(self, node: ast.expr) -> bool:
        """Whether an expression is metadata, or a part of it."""
        return self._is_read(node, self._names)

    def _is_read(self, node: ast.AST, names: set[str] | frozenset[str]) -> bool:
        match node:
            case ast.Name(id=name):
                return name in names
            case ast.Attribute(value=inner, attr=name):
                return name in METADATA or self._is_read(inner, names)
            case ast.Subscript(value=inner, slice=key):
                return _is_key(key) or self._is_read(inner, names)
            case ast.BoolOp(values=parts):
                return any(self._is_read(part, names) for part in parts)
            case ast.NamedExpr(value=inner) | ast.Starred(value=inner):
                return self._is_read(inner, names)
            case ast.IfExp(body=one, orelse=other):
                return self._is_read(one, names) or self._is_read(other, names)
            case ast.Call(func=func, args=args) if last_name(func) in _ASKING:
                return any(map(_is_key, args))
            case ast.Call(func=ast.Name(id=name), args=[inner]) if name in _COPYING:
                return self._is_read(inner, names)
        return False

    def _is_change(self, node: ast.AST) -> bool:
        match node:
            case ast.Attribute(value=inner) | ast.Subscript(value=inner) if is_put(node):
                return self.reads(inner)
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value):
                # What is handed on as it is stays what it was.
                return name in METADATA and not self.reads(value)
            case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in _SETTING:
                return self.reads(inner)
            case ast.Call(func=ast.Attribute(value=inner, attr=name)):
                return name in MUTATING and self.reads(inner)
        return False


def _binding(node: ast.AST) -> tuple[ast.AST, ast.AST] | None:
    match node:
        case ast.Assign(targets=[target], value=value):
            return target, value
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return target, value
        case ast.NamedExpr(target=target, value=value):
            return target, value
        case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
            return target, value
    return None


def _is_key(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in METADATA


def _puts(node: ast.AST) -> bool:
    """Whether something is put anywhere."""
    is_call = isinstance(node, ast.Call) and last_name(node.func) in _SETTING
    return is_call or (isinstance(node, ast.Attribute | ast.Subscript) and is_put(node))
