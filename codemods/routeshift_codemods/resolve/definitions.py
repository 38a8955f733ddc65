"""What a codebase's own decorator makes of its arguments, read from its definition.

The definition is followed with the values of one call as far as values can be read: defaults,
assignments, other functions that it calls, and the class of the record that it leaves. What only
running would tell is `UNKNOWN`, and is never guessed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any, Final

from routeshift.webmethod import METADATA
from routeshift_codemods.index import (
    Bound,
    Defined,
    FunctionNode,
    Index,
    Module,
    bindings,
    lookup_expression,
    walk,
)
from routeshift_codemods.resolve.evaluation import UNKNOWN, Evaluator, Record, method_of, spoil

# What following statements gives that neither return nor raise, and that raise.
_ON: Final = object()
_RAISED: Final = object()

_LEFT = frozenset(METADATA)
_DEPTH = 12


def record(index: Index, found: Defined, arguments: Mapping[str, Any]) -> Record | None:
    """The fields that a decorator leaves on what it decorates.

    Args:
        index: The index.
        found: The decorator: a function, or a class whose instances are called.
        arguments: The arguments of its call, by name.

    Returns:
        The record; a field that is not the same whichever way the code goes is `UNKNOWN`. None
        when the definition shows no record.
    """
    run = _Run(index, found.module, {}, [], 0)
    run.call(found, [], dict(arguments), decorates=True)
    left = [one for one in run.left if isinstance(one, Record)]
    if not left or len(left) < len(run.left):
        return None
    names = {name for one in left for name in one}
    return Record({name: _agreed([one.get(name, UNKNOWN) for one in left]) for name in names})


def parameter_names(found: Defined) -> tuple[str, ...]:
    """The names of the positional parameters of a function, or of a class that is called."""
    node = found.node
    if isinstance(node, ast.ClassDef):
        made = _own_methods(node).get("__init__")
        return _positional(made)[1:] if made else tuple(name for name, _ in _own_fields(node))
    return _positional(node) if isinstance(node, ast.FunctionDef) else ()


def _positional(node: FunctionNode) -> tuple[str, ...]:
    return tuple(argument.arg for argument in [*node.args.posonlyargs, *node.args.args])


def _own_fields(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr | None]]:
    """The fields that a dataclass or model declares, with their defaults."""
    for part in node.body:
        if not isinstance(part, ast.AnnAssign) or not isinstance(part.target, ast.Name):
            continue
        if "ClassVar" not in ast.unparse(part.annotation):
            yield part.target.id, part.value


def _is_sure(found: Defined) -> bool:
    """Whether a name has one definition, whichever way its module went."""
    name = found.bound.name
    bound = [b for b in bindings(found.module.tree.body) if isinstance(b, Bound) and b.name == name]
    return name in found.module.certain and len(bound) == 1


def _agreed(values: Sequence[Any]) -> Any:
    first = values[0]
    return first if all(type(v) is type(first) and v == first for v in values) else UNKNOWN


_GROWING = frozenset({"append", "extend", "insert"})

_MAKERS: Mapping[str, type[dict[str, Any]]] = {"SimpleNamespace": Record, "dict": dict}

# Functions that change nothing that they are given.
_HARMLESS = frozenset({"bool", "callable", "hasattr", "isinstance", "len", "str", "type"})

# Methods by which a class may make anything of its fields.
_MAGIC = frozenset({"__getattribute__", "__new__", "__setattr__"})


class _Run(Evaluator):
    """One function that is followed: its names, and the records that were left so far."""

    def __init__(
        self, index: Index, module: Module, names: dict[str, Any], left: list[Any], depth: int
    ) -> None:
        super().__init__(index, module, names)
        self.left = left
        self.depth = depth
        self.inner: list[ast.FunctionDef] = []
        self.may_have_returned = False

    def call(
        self, found: Defined, values: list[Any], named: dict[str, Any], *, decorates: bool = False
    ) -> Any:
        """What a call of something that the target defines gives."""
        if self.depth >= _DEPTH or not _is_sure(found):
            return UNKNOWN
        node = found.node
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            return self._inside(found.module, node, values, named)
        if isinstance(node, ast.ClassDef):
            made = self._made(found.module, node, values, named)
            decorate = self._methods(found.module, node).get("__call__")
            if decorates and decorate is not None:
                self._inside(*decorate, [made, UNKNOWN], {})
            return made
        return UNKNOWN

    def _inside(
        self, module: Module, node: FunctionNode, values: list[Any], named: dict[str, Any]
    ) -> Any:
        run = _Run(self.index, module, {}, self.left, self.depth + 1)
        run.names = run.bound(node.args, values, named)
        returned = run.follow(node.body)
        run.decorate()
        return UNKNOWN if run.may_have_returned else None if returned is _ON else returned

    def decorate(self) -> None:
        """Follow the functions inside, which are called when all names have their last values."""
        for node in self.inner:
            taken = {a.arg: UNKNOWN for a in walk(node.args) if isinstance(a, ast.arg)}
            run = _Run(self.index, self.module, self.names | taken, self.left, self.depth + 1)
            run.follow(node.body)
            run.decorate()

    def bound(
        self, takes: ast.arguments, values: list[Any], named: dict[str, Any]
    ) -> dict[str, Any]:
        """The parameters of a function with the values of a call, or their defaults."""
        positional = [*takes.posonlyargs, *takes.args]
        defaults = dict(zip(reversed(positional), reversed(takes.defaults), strict=False))
        defaults |= {p: d for p, d in zip(takes.kwonlyargs, takes.kw_defaults, strict=True) if d}
        found = {p.arg: self.value(d) for p, d in defaults.items()}
        found = {p.arg: found.get(p.arg, UNKNOWN) for p in [*positional, *takes.kwonlyargs]}
        found |= dict(zip([p.arg for p in positional], values, strict=False))
        rest = {name: value for name, value in named.items() if name not in found}
        found |= {name: value for name, value in named.items() if name in found}
        if takes.vararg:
            found[takes.vararg.arg] = UNKNOWN
        if takes.kwarg:
            found[takes.kwarg.arg] = rest
        return found

    def follow(self, statements: Sequence[ast.stmt]) -> Any:
        """Run statements as far as their values are known; what they return, or `_ON`."""
        for node in statements:
            if isinstance(node, ast.Return):
                return self.value(node.value) if node.value else None
            if isinstance(node, ast.Raise):
                return _RAISED
            if isinstance(node, ast.If):
                returned = self._branch(node)
                if returned is not _ON:
                    return returned
            else:
                self._step(node)
        return _ON

    def _branch(self, node: ast.If) -> Any:
        test = self.value(node.test)
        if test is not UNKNOWN:
            return self.follow(node.body if test else node.orelse)
        ways = []
        names = self.names
        for branch in (node.body, node.orelse):
            self.names = {k: copy(v) if isinstance(v, dict) else v for k, v in names.items()}
            returned = self.follow(branch)
            self.may_have_returned |= returned not in (_ON, _RAISED)
            # No server starts with a decorator that raises.
            if returned is not _RAISED:
                ways.append(self.names)
        self.names = names
        for name in {name for way in ways for name in way}:
            self._merge(name, [way.get(name, UNKNOWN) for way in ways])
        return _ON

    def _merge(self, name: str, values: list[Any]) -> None:
        """A name after branches, of which nobody knows which one was taken."""
        mine = self.names.get(name)
        if isinstance(mine, dict) and all(isinstance(value, dict) for value in values):
            keys = {key for value in values for key in value}
            merged = {key: _agreed([v.get(key, UNKNOWN) for v in values]) for key in keys}
            mine.clear()
            mine |= merged
        else:
            self.names[name] = _agreed(values)

    def _step(self, node: ast.stmt) -> None:
        match node:
            case ast.FunctionDef():
                self.names[node.name] = UNKNOWN
                self.inner.append(node)
            case ast.ClassDef():
                self.names[node.name] = node
            case ast.Assign():
                value = self.value(node.value)
                for target in node.targets:
                    self._bind(target, value)
            case ast.AnnAssign() if node.value is not None:
                self._bind(node.target, self.value(node.value))
            case ast.AugAssign():
                joined = ast.BinOp(_loaded(node.target), node.op, node.value)
                self._bind(node.target, self.value(joined))
            case ast.Expr():
                self.value(node.value)
            case _:
                self.may_have_returned |= any(isinstance(n, ast.Return) for n in walk(node))
                if _LEFT & set(_words(node)):
                    self._leave(UNKNOWN)
                self._forget([node])

    def _forget(self, nodes: Sequence[ast.stmt]) -> None:
        """Of names that a statement may have bound, and of what it may have changed, nothing."""
        for part in (part for node in nodes for part in walk(node)):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                self.names[part.id] = UNKNOWN
            elif isinstance(part, ast.Name):
                spoil(self.names.get(part.id))

    def _bind(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, ast.Attribute):
            owner = self.value(target.value)
            if target.attr in _LEFT:
                self._leave(value)
            elif isinstance(owner, Record):
                owner[target.attr] = value
        elif isinstance(target, ast.Subscript):
            owner, key = self.value(target.value), self.value(target.slice)
            if isinstance(owner, dict) and isinstance(key, str):
                owner[key] = value
        elif isinstance(target, ast.Tuple) and _is_as_long(value, target):
            for part, inner in zip(target.elts, value, strict=True):
                self._bind(part, inner)
        else:
            self._forget([ast.Assign([target], ast.Constant(None))])

    def _leave(self, value: Any) -> None:
        self.left += value if isinstance(value, list) else [value]

    def _called(self, node: ast.Call) -> Any:
        values = [self.value(part) for part in node.args]
        named = self._named(node)
        if named is None or any(isinstance(part, ast.Starred) for part in node.args):
            self._forget([ast.Expr(node)])
            return UNKNOWN
        if isinstance(node.func, ast.Attribute):
            owner = self.value(node.func.value)
            if node.func.attr in _GROWING and values:
                if isinstance(values[-1], Record) or _LEFT & set(_words(node.func)):
                    self._leave(values[-1])
                return None
            if owner is not UNKNOWN:
                return method_of(owner, node.func.attr, values, named)
        if isinstance(node.func, ast.Name) and node.func.id == "setattr" and len(values) == 3:
            if values[1] in _LEFT:
                self._leave(values[2])
            return None
        if isinstance(node.func, ast.Name) and node.func.id == "getattr":
            # What other decorators left stays as it is.
            return [] if len(values) > 1 and values[1] in _LEFT else UNKNOWN
        return self._made_by(node.func, values, named)

    def _made_by(self, func: ast.expr, values: list[Any], named: dict[str, Any]) -> Any:
        if isinstance(func, ast.Name) and func.id in self.names:
            own = self.names[func.id]
            is_class = isinstance(own, ast.ClassDef)
            return self._made(self.module, own, values, named) if is_class else UNKNOWN
        found = lookup_expression(self.index, self.module, func)
        if isinstance(found, Defined):
            return self.call(found, values, named)
        made = found.name.rpartition(".")[2] if found else ""
        if made in _MAKERS and not values:
            return _MAKERS[made](named)
        for value in () if made in _HARMLESS else (*values, *named.values()):
            spoil(value)
        return UNKNOWN

    def _made(
        self, module: Module, node: ast.ClassDef, values: list[Any], named: dict[str, Any]
    ) -> Any:
        """An instance of a class of the target: of a dataclass or model, or with an `__init__`."""
        made = Record()
        methods = self._methods(module, node)
        if methods.keys() & _MAGIC or any(_is_magic(method) for _, method in methods.values()):
            return UNKNOWN
        if "__init__" in methods:
            self._inside(*methods["__init__"], [made, *values], named)
            return made
        fields = dict(self._fields(module, node))
        made |= fields | dict(zip(fields, values, strict=False)) | named
        if "__post_init__" in methods:
            self._inside(*methods["__post_init__"], [made], {})
        return made

    def _fields(self, module: Module, node: ast.ClassDef) -> Iterator[tuple[str, Any]]:
        for where, kind in self._lineage(module, node):
            run = _Run(self.index, where, {}, [], self.depth + 1)
            for name, default in _own_fields(kind):
                yield name, run._default(default)

    def _methods(
        self, module: Module, node: ast.ClassDef
    ) -> dict[str, tuple[Module, FunctionNode]]:
        lineage = self._lineage(module, node)
        return {n: (where, m) for where, kind in lineage for n, m in _own_methods(kind).items()}

    def _lineage(
        self, module: Module, node: ast.ClassDef, depth: int = 0
    ) -> Iterator[tuple[Module, ast.ClassDef]]:
        """A class and those of the target that it inherits from, the nearest last."""
        for base in reversed(node.bases) if depth < _DEPTH else ():
            found = lookup_expression(self.index, module, base)
            if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
                yield from self._lineage(found.module, found.node, depth + 1)
        yield module, node

    def _default(self, node: ast.expr | None) -> Any:
        """The default of a field: a value, or what `field(default=...)` or `Field(...)` says."""
        if not isinstance(node, ast.Call):
            return UNKNOWN if node is None else self.value(node)
        said = {keyword.arg: keyword.value for keyword in node.keywords}
        factory = said.get("default_factory")
        if isinstance(factory, ast.Name) and factory.id in ("list", "dict"):
            return [] if factory.id == "list" else {}
        default = said.get("default", node.args[0] if node.args else None)
        return UNKNOWN if default is None else self.value(default)


def _is_magic(method: FunctionNode) -> bool:
    """Whether a method may change what others set: a validator, or one that asks its parent."""
    calls_parent = any(isinstance(n, ast.Name) and n.id == "super" for n in walk(method))
    return calls_parent or any("validator" in ast.unparse(d) for d in method.decorator_list)


def _own_methods(node: ast.ClassDef) -> dict[str, FunctionNode]:
    return {part.name: part for part in node.body if isinstance(part, FunctionNode)}


def _is_as_long(value: Any, target: ast.Tuple) -> bool:
    return isinstance(value, list) and len(value) == len(target.elts)


def _words(node: ast.AST) -> Iterator[str]:
    """The attributes and strings in an expression."""
    for part in walk(node):
        if isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _loaded(target: ast.expr) -> ast.expr:
    return ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name) else target
