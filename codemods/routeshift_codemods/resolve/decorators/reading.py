"""Reading `@webmethod(...)` from source, whosever decorator it is and whatever it is called."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from routeshift.webmethod import WebMethod, verb_in_name, webmethod_from
from routeshift_codemods.index import (
    Defined,
    Index,
    Module,
    Outside,
    UnknownValueError,
    lookup,
    lookup_expression,
    text_of,
    value_of,
)
from routeshift_codemods.resolve.decorators.definitions import Application, Order, parameter_names
from routeshift_codemods.resolve.decorators.evaluation import UNKNOWN
from routeshift_codemods.resolve.decorators.installed import with_installed
from routeshift_codemods.syntax import names_used, unsettled, walk

NAME = "webmethod"
_OURS = "routeshift.webmethod"
PLACE = ("route", "method", "level")
"""What says where an operation is served, in the order of the decorator's first arguments."""


@dataclass(frozen=True, slots=True)
class Decorator:
    """One `@webmethod(...)`.

    Attributes:
        node: The decorator in source.
        expressions: Its arguments by name.
        entry: The metadata; an argument that cannot be read is left out of it.
        unread: The names of those arguments.
        unreadable: The decorator's definition, where that and not the call is why.
        order: Where its record stands among those of the decorators below it; None where it may
            not leave these.
    """

    node: ast.expr
    expressions: dict[str, ast.expr]
    entry: WebMethod
    unread: tuple[str, ...]
    unreadable: Defined | None = None
    order: Order | None = "behind"


@dataclass(frozen=True, slots=True)
class _Maker:
    """What makes webmethods when it is called.

    Attributes:
        index: What its definition is found in.
        what: The decorator, or a function around it; None when its call stands elsewhere.
        given: The arguments that a `partial` of the decorator has already.
        known: Whether these are all of them.
        order: The parameters that a call may give by position.
    """

    index: Index
    what: Defined | Outside | None
    given: dict[str, ast.expr] = field(default_factory=dict)
    known: bool = True
    order: tuple[str, ...] = PLACE


def is_webmethod(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether a decorator is a webmethod, called or not, by what its name stands for."""
    return _maker(index, module, _target(node)) is not None


def is_called(index: Index, module: Module, node: ast.expr) -> bool:
    """Whether a webmethod has got its arguments, here or where its name is assigned."""
    found = lookup_expression(index, module, node)
    return isinstance(node, ast.Call) or isinstance(_assigned(found), ast.Call)


def read(
    index: Index, module: Module, node: ast.expr, function: str, *, several: bool = False
) -> Decorator:
    """Read one decorator.

    Args:
        index: The index.
        module: The module that it stands in.
        node: The decorator.
        function: The name of what it decorates, which says the method by some conventions.
        several: Whether it is one of several there, whose order counts.
    """
    maker = _maker(index, module, _target(node)) or _Maker(index, None)
    expressions = dict(maker.given)
    known = maker.known and maker.what is not None and isinstance(node, ast.Call)
    if isinstance(node, ast.Call):
        own, all_known = _arguments(index, module, node, maker.order)
        known = known and all_known
        expressions |= own if maker.what is not None else {}
    values = {name: _value(index, module, given) for name, given in expressions.items()}
    followed = _followed(maker, values)
    left = _left(maker, followed, values, function) if known else None
    place = followed.order if followed and several and left is not None else "behind"
    if left is None:
        left = values | dict.fromkeys(_unsaid(maker.what, values), UNKNOWN)
    asked = {*PLACE, *expressions}
    unread = [name for name, value in left.items() if value is UNKNOWN and name in asked]
    entry = webmethod_from({name: v for name, v in left.items() if v is not UNKNOWN})
    # An operation without a path would be none; it is listed, and refused, with this one.
    entry = replace(entry, route="?") if "route" in unread else entry
    for name in PLACE:
        # A constant keeps its name where the decorator takes it as it is.
        # Its own definition made something else of what the call says: that is what is served.
        if values.get(name) != left.get(name) and name not in unread:
            expressions[name] = ast.Constant(left.get(name))
    lost = known and UNKNOWN not in values.values() and any(name in PLACE for name in unread)
    # Of a function around another decorator only the inner one may be at fault.
    is_own = isinstance(maker.what, Defined) and maker.what.bound.name == NAME
    unreadable = maker.what if lost and is_own and isinstance(maker.what, Defined) else None
    return Decorator(node, expressions, entry, tuple(unread), unreadable, place)


def _value(index: Index, module: Module, node: ast.expr) -> Any:
    try:
        return text_of(index, module, node)
    except UnknownValueError:
        return UNKNOWN


def _followed(maker: _Maker, values: Mapping[str, Any]) -> Application | None:
    """What follows the decorator's own definition; None for ours, and where that is not seen."""
    what = maker.what
    if not isinstance(what, Defined) or what.module.name == _OURS:
        return None
    return Application(maker.index, what, values)


def _left(
    maker: _Maker, followed: Application | None, values: Mapping[str, Any], function: str
) -> Any:
    """What the decorator leaves by its own definition; None when that is not to be seen."""
    what = maker.what
    origin = what.name if isinstance(what, Outside) else what.module.name if what else ""
    if verb := verb_in_name(origin, function):
        return {"method": verb} | dict(values)
    if followed is not None:
        return followed.record
    return dict.fromkeys(PLACE) | dict(values) if isinstance(what, Defined) else None


def _unsaid(what: Defined | Outside | None, values: Mapping[str, Any]) -> Iterator[str]:
    """What a decorator that cannot be followed may have given otherwise, or by default."""
    for name in PLACE:
        if isinstance(what, Defined) or name not in values:
            yield name


def spellings(modules: Iterable[Module]) -> frozenset[str]:
    """Every name that the decorator has in some module: a file without one needs no second look."""
    found = {NAME}
    waiting = list(modules)
    # Names of names: a module may rename what another has renamed.
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
    return (child.attr for child in walk(node) if isinstance(child, ast.Attribute))


def _target(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _maker(
    index: Index, module: Module, node: ast.expr, seen: frozenset[ast.AST] = frozenset()
) -> _Maker | None:
    maker = _known_maker(index, module, node, seen)
    # Of two that are imported under one name, as in a `try`, either is a decorator.
    again = (
        isinstance(node, ast.Name)
        and node.id in unsettled(module.tree) - module.alternatives.keys()
    )
    return _Maker(index, None) if maker and again else maker


def _known_maker(
    index: Index, module: Module, node: ast.expr, seen: frozenset[ast.AST]
) -> _Maker | None:
    found = lookup_expression(index, module, node)
    if found is None:
        return None
    if isinstance(found, Outside):
        # Of another package nothing is known but the name, unless it is installed.
        return _from_outside(index, found) if _last_name(found) == NAME else None
    # A name may be assigned from itself, over however many others.
    if found.node in seen:
        return None
    seen |= {found.node}
    value = _assigned(found)
    if isinstance(value, ast.Name | ast.Attribute):
        return _maker(index, found.module, value, seen)
    if isinstance(value, ast.Call):
        return _partial(index, module, found, value, seen)
    if _last_name(found) == NAME or (
        isinstance(found.node, ast.FunctionDef) and _is_around(index, found, seen)
    ):
        return _Maker(index, found, order=parameter_names(found))
    return None


def _from_outside(index: Index, found: Outside) -> _Maker | None:
    """A decorator of another package, by its definition where that is installed."""
    name = found.name.rpartition(".")[0]
    where = with_installed(index, name)
    module = where.find(name)
    if module is None or isinstance(lookup(where, module, NAME), Outside):
        return _Maker(index, found)
    return _maker(where, module, ast.Name(NAME))


def _partial(
    index: Index, user: Module, found: Defined, call: ast.Call, seen: frozenset[ast.AST]
) -> _Maker | None:
    """What `partial(webmethod, ...)` makes, or a call of the decorator that has a name."""
    module = found.module
    what = lookup_expression(index, module, call.func)
    if isinstance(what, Outside) and what.name == "functools.partial" and call.args:
        inner = _maker(index, module, call.args[0], seen)
        if inner is None and found.bound.name == NAME:
            inner = _named_otherwise(index, module, call.args[0])
        if inner is None:
            return None
        rest = ast.Call(call.args[0], call.args[1:], call.keywords)
        given, known = _arguments(index, module, rest, inner.order)
        moved = {name: _moved(index, user, module, node) for name, node in given.items()}
        # A partial has taken the first places: what is passed by position means the next ones.
        order = inner.order[len(call.args) - 1 :]
        given = {**inner.given, **moved}
        return _Maker(inner.index, inner.what, given, inner.known and known, order)
    return None if _maker(index, module, call.func, seen) is None else _Maker(index, None)


def _named_otherwise(index: Index, module: Module, node: ast.expr) -> _Maker | None:
    """What `webmethod = partial(something, ...)` is a partial of, whatever that is called."""
    found = lookup_expression(index, module, node)
    if not isinstance(found, Defined):
        return None
    return _Maker(index, found, order=parameter_names(found))


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
    returned = [n.value for n in walk(found.node) if isinstance(n, ast.Return)]
    calls = [value.func for value in returned if isinstance(value, ast.Call)]
    return any(_maker(index, found.module, func, seen) is not None for func in calls)


def _last_name(found: Defined | Outside) -> str:
    return found.bound.name if isinstance(found, Defined) else found.name.rpartition(".")[2]


def _assigned(found: Defined | Outside | None) -> ast.expr | None:
    """The expression that a name was assigned."""
    node = found.node if isinstance(found, Defined) else None
    return node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None


def _arguments(
    index: Index, module: Module, call: ast.Call, order: tuple[str, ...]
) -> tuple[dict[str, ast.expr], bool]:
    """The arguments by name, and whether these are all of them."""
    arguments = dict(zip(order, call.args, strict=False))
    known = not any(isinstance(argument, ast.Starred) for argument in call.args)
    for keyword in call.keywords:
        if keyword.arg is not None:
            arguments[keyword.arg] = keyword.value
            continue
        spread = _spread(index, module, keyword.value)
        known = known and spread is not None
        arguments |= spread or {}
    return arguments, known


def _spread(index: Index, module: Module, node: ast.expr) -> dict[str, ast.expr] | None:
    try:
        values = value_of(index, module, node)
    except UnknownValueError:
        return None
    if not isinstance(values, dict):
        return None
    return {name: ast.Constant(value) for name, value in values.items()}
