"""Reading `@webmethod(...)` from source, whosever decorator it is and whatever it is called."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from routeshift.webmethod import WebMethod, webmethod_from
from routeshift_codemods.index.constants import UnknownValueError, value_of
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.index.names import Defined, Outside, lookup_expression
from routeshift_codemods.index.used import names_used

NAME = "webmethod"
_USUAL_ORDER = ("route", "method", "level")


@dataclass(frozen=True, slots=True)
class Decorator:
    """One `@webmethod(...)`.

    Attributes:
        node: The decorator in source.
        expressions: Its arguments by name.
        entry: The metadata; an argument that cannot be read is left out of it.
        unread: The names of those arguments.
    """

    node: ast.expr
    expressions: dict[str, ast.expr]
    entry: WebMethod
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    """What makes webmethods when it is called.

    Attributes:
        given: The arguments that a `partial` of the decorator has already.
        plain: Whether it takes the decorator's own arguments; a function around it may not.
    """

    given: dict[str, ast.expr] = field(default_factory=dict)
    plain: bool = True


def is_webmethod(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether a decorator is a webmethod, called or not, by what its name stands for."""
    return _maker(index, module, _target(node)) is not None


def is_called(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether a webmethod has got its arguments, here or where its name is assigned."""
    found = lookup_expression(index, module, node)
    return isinstance(node, ast.Call) or isinstance(_assigned(found), ast.Call)


def read(index: Index, module: Module, node: ast.expr) -> Decorator:
    """Read one decorator."""
    maker = _maker(index, module, _target(node)) or _Maker()
    expressions = dict(maker.given)
    known = maker.plain and isinstance(node, ast.Call)
    if known and isinstance(node, ast.Call):
        own, known = _arguments(index, module, node)
        expressions |= own
    unread = [] if known else [name for name in _USUAL_ORDER if name not in expressions]
    values: dict[str, object] = {}
    for name, expression in expressions.items():
        try:
            values[name] = value_of(index, module, expression)
        except UnknownValueError:
            unread.append(name)
    if "route" in unread:
        values["route"] = "?"
    return Decorator(node, expressions, webmethod_from(values), tuple(unread))


def spellings(modules: Iterable[Module]) -> frozenset[str]:
    """Every name that the decorator has in some module: a file without one needs no second look."""
    found = {NAME}
    waiting = list(modules)
    while more := {name for m in waiting for name in _renamed(m, found)} - found:
        found |= more
    return frozenset(found)


def _renamed(module: Module, known: set[str]) -> Iterator[str]:
    """What a module calls something that is made of a known name."""
    if not any(name in module.source.text for name in known):
        return
    for bound in module.names.values():
        if bound.target is not None:
            origin = {bound.target[1]}
        elif isinstance(bound.node, ast.Assign | ast.FunctionDef):
            origin = {*names_used([bound.node]), *_members(bound.node)}
        else:
            continue
        if origin & known:
            yield bound.name


def _members(node: ast.stmt) -> Iterator[str]:
    return (child.attr for child in ast.walk(node) if isinstance(child, ast.Attribute))


def _target(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _maker(
    index: Index, module: Module, node: ast.expr, seen: frozenset[ast.AST] = frozenset()
) -> _Maker | None:
    found = lookup_expression(index, module, node)
    if found is None or _last_name(found) == NAME:
        return _Maker() if found else None
    if isinstance(found, Outside) or found.node in seen:
        return None
    seen |= {found.node}
    value = _assigned(found)
    if isinstance(value, ast.Name | ast.Attribute):
        return _maker(index, found.module, value, seen)
    if isinstance(value, ast.Call):
        return _partial(index, module, found.module, value, seen)
    if isinstance(found.node, ast.FunctionDef) and _is_around(index, found, seen):
        return _Maker(plain=False)
    return None


def _partial(
    index: Index, user: Module, module: Module, call: ast.Call, seen: frozenset[ast.AST]
) -> _Maker | None:
    """What `partial(webmethod, ...)` makes, or a call of the decorator that has a name."""
    what = lookup_expression(index, module, call.func)
    if isinstance(what, Outside) and what.name == "functools.partial" and call.args:
        inner = _maker(index, module, call.args[0], seen)
        if inner is None:
            return None
        rest = ast.Call(call.args[0], call.args[1:], call.keywords)
        given, known = _arguments(index, module, rest)
        moved = {name: _moved(index, user, module, node) for name, node in given.items()}
        return _Maker({**inner.given, **moved}, inner.plain and known)
    return None if _maker(index, module, call.func, seen) is None else _Maker(plain=False)


def _moved(index: Index, user: Module, module: Module, node: ast.expr) -> ast.expr:
    """An expression of another module, as its value."""
    if user is module:
        return node
    try:
        return ast.Constant(value_of(index, module, node))
    except UnknownValueError:
        return node


def _is_around(index: Index, found: Defined, seen: frozenset[ast.AST]) -> bool:
    """Whether a function returns webmethods: `def get(route): return webmethod(route, "GET")`."""
    returned = [n.value for n in ast.walk(found.node) if isinstance(n, ast.Return)]
    calls = [value.func for value in returned if isinstance(value, ast.Call)]
    return any(_maker(index, found.module, func, seen) is not None for func in calls)


def _last_name(found: Defined | Outside) -> str:
    return found.bound.name if isinstance(found, Defined) else found.name.rpartition(".")[2]


def _assigned(found: Defined | Outside | None) -> ast.expr | None:
    """The expression that a name was assigned."""
    node = found.node if isinstance(found, Defined) else None
    return node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None


def _arguments(index: Index, module: Module, call: ast.Call) -> tuple[dict[str, ast.expr], bool]:
    """The arguments by name, and whether these are all of them."""
    order = _order(index, module, call.func) or _USUAL_ORDER
    found = dict(zip(order, call.args, strict=False))
    known = not any(isinstance(argument, ast.Starred) for argument in call.args)
    for keyword in call.keywords:
        if keyword.arg is not None:
            found[keyword.arg] = keyword.value
            continue
        spread = _spread(index, module, keyword.value)
        known = known and spread is not None
        found |= spread or {}
    return found, known


def _spread(index: Index, module: Module, node: ast.expr) -> dict[str, ast.expr] | None:
    try:
        values = value_of(index, module, node)
    except UnknownValueError:
        return None
    if not isinstance(values, dict):
        return None
    return {name: ast.Constant(value) for name, value in values.items()}


def _order(index: Index, module: Module, node: ast.expr) -> tuple[str, ...]:
    found = lookup_expression(index, module, node)
    if isinstance(found, Defined) and isinstance(found.node, ast.FunctionDef):
        arguments = found.node.args
        return tuple(arg.arg for arg in [*arguments.posonlyargs, *arguments.args])
    return ()
