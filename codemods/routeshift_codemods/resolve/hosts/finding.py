"""Whoever reads the metadata of the decorators, and whoever calls those (traps T2, T28)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from routeshift.webmethod import METADATA
from routeshift_codemods.index import (
    Defined,
    Index,
    Module,
    Outside,
    Surroundings,
    children_on,
    lines_with,
    lookup_expression,
)
from routeshift_codemods.resolve.accepting import is_accepted
from routeshift_codemods.resolve.hosts.records import Owner, Use, named
from routeshift_codemods.syntax import (
    Bound,
    bindings,
    last_name,
    local_names,
    walk,
    walk_statements,
)

_SETTERS = frozenset({"setattr", "__setattr__", "setdefault"})

# What reads the metadata, by its name or what its code is seen to do, and what finds routers too.
# The first row that fits gives the sentence; `\\A` begins with the dotted name.
_INSTEAD: tuple[tuple[str, str], ...] = (
    (r"(?i)\A.*(openapi|document)", "`routeshift openapi` documents both kinds"),
    (
        r"(?i)\A.*(check|complian|valid|verif)",
        "`mount` checks the implementations of both kinds at the start",
    ),
    (
        r"(?i)\A.*client",
        "`find_operation`, or a client of the served app, reaches both kinds",
    ),
    (
        r"\b\w*(Route|Endpoint)\(|\badd_(api_)?route\b|\bgetattr\(\w*app,",
        "`mount(app, discover(...), implementations)` serves both kinds",
    ),
    (
        r"(?i)\A.*(auth|middleware|metric|trac)|\bre\.\w+\(|match\w*\(",
        "`find_operation(app, method, path)` finds what both kinds serve",
    ),
)
_ELSE = "`discover(...)` finds the operations of both kinds"


def uses_of(project: Surroundings) -> list[tuple[Use, ast.stmt | None]]:
    """Those who read it themselves, then those who call these, each with the one that it calls.

    A decorator reads what it writes; that is left out, and so is what a comment accepts.

    Args:
        project: The whole project of a target.
    """
    direct = [use for module in project.having(METADATA) for use in _readers(module)]
    found: list[tuple[Use, ast.stmt | None]] = [(use, None) for use in direct]
    waiting = {use.function: use for use in direct if use.function is not None}
    known = set(waiting)
    while waiting:
        callers = list(_callers(project, waiting))
        found += callers
        waiting = {c.function: c for c, _ in callers if c.function and c.function not in known}
        known |= set(waiting)
    return found


def _readers(module: Module) -> Iterator[Use]:
    every = list(_nodes(module.tree, ()))
    mentions = [(owners, node) for owners, node in every if named(node) in METADATA]
    writing = {owners[0] for owners, node in every if owners and _writes(node)}
    first: dict[tuple[Owner, ...], ast.expr] = {}
    for owners, node in mentions:
        # A decorator reads what it writes, and is no host.
        if not (owners and owners[0] in writing) and not is_accepted(module, node):
            first.setdefault(owners, node)
    for owners, node in first.items():
        message = f"`{named(node)}` is on no router: {_instead(module, owners)}"
        yield Use(module, owners, node.lineno, message)


def _callers(
    surroundings: Surroundings, readers: dict[ast.stmt, Use]
) -> Iterator[tuple[Use, ast.stmt | None]]:
    names = {function.name for function in readers if isinstance(function, Owner)}
    for module in surroundings.having(names):
        first: dict[tuple[Owner, ...], tuple[ast.expr, Use]] = {}
        spelled = names | _aliases(module, names)
        for owners, node in _nodes(module.tree, (), lines_with(module, spelled)):
            if last_name(node) not in spelled:
                continue
            meant = _meant(surroundings.index, module, owners, node)
            reader = readers.get(meant.node) if isinstance(meant, Defined) else None
            outermost = owners[0] if owners else None
            if reader and outermost is not reader.function and not is_accepted(module, node):
                first.setdefault(owners, (node, reader))
        for owners, (node, reader) in first.items():
            message = f"`{reader.outermost}` reads the metadata for it: {_instead(module, owners)}"
            yield Use(module, owners, node.lineno, message), reader.function


def _nodes(
    node: ast.AST, owners: tuple[Owner, ...], lines: Sequence[int] | None = None
) -> Iterator[tuple[tuple[Owner, ...], ast.expr]]:
    """Every expression below a node that may stand on some lines, with the definitions around it.

    Args:
        node: The node.
        owners: The definitions around it.
        lines: The lines; None for all.
    """
    for child, inside in children_on(node, lines):
        if isinstance(child, ast.expr):
            yield owners, child
        yield from _nodes(child, (*owners, child) if isinstance(child, Owner) else owners, inside)


def _aliases(module: Module, names: set[str]) -> set[str]:
    """What a module calls some names that it imports, wherever it does."""
    imports = (one for one in walk_statements(module.tree) if isinstance(one, ast.ImportFrom))
    aliases = (alias for node in imports for alias in node.names)
    return {alias.asname for alias in aliases if alias.name in names and alias.asname}


def _meant(
    index: Index, module: Module, owners: tuple[Owner, ...], node: ast.expr
) -> Defined | Outside | None:
    """What a name in some definitions stands for; None for what belongs to a function alone."""
    functions = [owner for owner in owners if not isinstance(owner, ast.ClassDef)]
    inside = [one for function in functions for one in bindings(function.body)]
    imported = {b.name: b for b in inside if isinstance(b, Bound) and b.target is not None}
    own = {name for function in functions for name in local_names(function)}
    first = next((one.id for one in walk(node) if isinstance(one, ast.Name)), None)
    return None if first in own else lookup_expression(index, module, node, imported)


def _writes(node: ast.expr) -> bool:
    """Whether an expression puts the metadata somewhere, as decorators do."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store) and named(node) in METADATA
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store) and named(node.slice) in METADATA
    is_set = isinstance(node, ast.Call) and last_name(node.func) in _SETTERS
    return is_set and any(named(one) in METADATA for one in getattr(node, "args", ()))


def _instead(module: Module, owners: tuple[Owner, ...]) -> str:
    around = owners[0] if owners else None
    lines = module.source.lines
    code = lines[around.lineno - 1 : around.end_lineno] if around else lines
    dotted = ".".join([module.name, *(owner.name for owner in owners)])
    text = "\n".join([dotted, *code])
    return next((said for pattern, said in _INSTEAD if re.search(pattern, text)), _ELSE)
