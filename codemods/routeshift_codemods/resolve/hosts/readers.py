"""Hosts: whoever reads the metadata of the decorators finds nothing on a router (traps T2, T28)."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routeshift.webmethod import METADATA
from routeshift_codemods.index import (
    Bound,
    Defined,
    FunctionNode,
    Index,
    Module,
    Outside,
    Surroundings,
    bindings,
    children,
    local_names,
    lookup_expression,
    walk,
)
from routeshift_codemods.resolve.accepting import is_accepted
from routeshift_codemods.resolve.hosts.looking_up import is_lookup
from routeshift_codemods.resolve.hosts.records import Host, Owner, Replacement
from routeshift_codemods.resolve.hosts.replacing import replacement_of
from routeshift_codemods.resolve.records import Diagnostic

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


@dataclass(frozen=True, slots=True)
class _Use:
    """A place that depends on the metadata.

    Attributes:
        module: The module.
        owners: The classes and functions around it, the outermost first.
        line: The line.
        message: How it depends on it.
    """

    module: Module
    owners: tuple[Owner, ...]
    line: int
    message: str

    @property
    def function(self) -> ast.stmt | None:
        """What others call to read the metadata: a function of the module that gives it on."""
        first = self.owners[0] if self.owners else None
        return first if first is not None and _gives(first) else None

    @property
    def innermost(self) -> FunctionNode | None:
        """The innermost function around it."""
        return next((o for o in reversed(self.owners) if isinstance(o, FunctionNode)), None)

    def diagnostic(self, code: str = "") -> Diagnostic:
        """It, as users are diagnostics of it."""
        subject = _dotted(self.owners) or self.module.name
        return Diagnostic("host", subject, self.message, self.module.path, self.line, code=code)


@dataclass(frozen=True, slots=True)
class HostMove:
    """Lines that a host gets, because its shape is known.

    Attributes:
        module: Its module.
        line: The line where it reads the metadata.
        before: The statement in front of which they stand.
        code: The lines.
        imports: The imports that they need, each a statement.
    """

    module: Module
    line: int
    before: ast.stmt
    code: str
    imports: tuple[str, ...]


def metadata_readers(
    project: Surroundings, packages: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Whoever reads the metadata, and whoever calls those, by file and line.

    A decorator reads what it writes; that is left out, and so is a line with a comment
    `# routeshift: accept` and a reason, behind it or above it, and whoever asks Routeshift, too.

    They are looked for in the whole project of the target: hosts, generators and tests.

    Args:
        project: The whole project of a target.
        packages: The packages of the APIs, for lines that discover them.
    """
    told = [
        use.diagnostic("" if lines is None else lines.as_text())
        for use, lines in _replaced(project, packages)
    ]
    # Only who has looked for readers knows what could not be read.
    told += _unread(project)
    return tuple(sorted(told, key=lambda one: (one.path, one.line)))


def host_moves(project: Surroundings, packages: Collection[str]) -> tuple[HostMove, ...]:
    """The hosts that get lines of their own, where a place for these is known.

    Args:
        project: The whole project of a target.
        packages: The packages of the APIs.
    """
    return tuple(
        HostMove(use.module, use.line, lines.before, lines.code, lines.imports)
        for use, lines in _replaced(project, packages)
        if lines is not None and lines.before is not None
    )


def _replaced(
    project: Surroundings, packages: Collection[str]
) -> Iterator[tuple[_Use, Replacement | None]]:
    arguments = ", ".join(f'"{name}"' for name in sorted(packages)) or "..."
    uses = _left(_uses(project))
    names = {use.module: frozenset(_lookups(project.index, use.module)) for use, _ in uses}
    for use, _ in uses:
        function = use.innermost
        host = function and Host(use.module, function, arguments, names[use.module])
        yield use, replacement_of(host) if host else None


def _left(uses: list[tuple[_Use, ast.stmt | None]]) -> list[tuple[_Use, ast.stmt | None]]:
    """Those that find nothing of a router: neither they nor all that they give it on to do."""
    settled = [(use, of) for use, of in uses if _asks_routeshift(use)]
    while True:
        done = {use for use, _ in settled}
        more = [
            (use, of)
            for use, of in uses
            if use not in done and use.function is not None
            if (takers := [u for u, given in uses if given is use.function]) and done >= {*takers}
        ]
        if not more:
            return [(use, of) for use, of in uses if use not in done]
        settled += more


def _asks_routeshift(use: _Use) -> bool:
    """Whether the function around a place takes something of Routeshift, which knows both."""
    ours = {
        name
        for name, bound in use.module.names.items()
        if bound.target and bound.target[0].partition(".")[0] == "routeshift"
    }
    around = use.innermost
    return around is not None and any(
        isinstance(node, ast.Name) and node.id in ours for node in walk(around)
    )


def _lookups(index: Index, module: Module) -> Iterator[str]:
    """The names of functions that find a route by its path, as a module has them."""
    for name, bound in module.names.items():
        if bound.kind == "function" and is_lookup(bound.node):
            yield name
        elif bound.kind == "import":
            meant = lookup_expression(index, module, ast.Name(name, ast.Load()), {})
            if isinstance(meant, Defined) and is_lookup(meant.node):
                yield name


def _uses(project: Surroundings) -> list[tuple[_Use, ast.stmt | None]]:
    """Those who read it themselves, then those who call these, each with the one that it calls."""
    direct = [use for module in project.having(METADATA) for use in _readers(module)]
    found: list[tuple[_Use, ast.stmt | None]] = [(use, None) for use in direct]
    waiting = {use.function: use for use in direct if use.function is not None}
    known = set(waiting)
    while waiting:
        callers = list(_callers(project, waiting))
        found += callers
        waiting = {c.function: c for c, _ in callers if c.function and c.function not in known}
        known |= set(waiting)
    return found


def _unread(surroundings: Surroundings) -> Iterator[Diagnostic]:
    for path, error in surroundings.index.unreadable.items():
        # One that names the metadata and cannot be read
        # counts: silence would be no answer (trap T24).
        if path in surroundings.errors:
            message = f"it may, for it names it and cannot be read: {error.message.rstrip('.')}"
            yield Diagnostic("host", path.name, message, path, error.line or 1)


def _readers(module: Module) -> Iterator[_Use]:
    every = list(_nodes(module.tree, ()))
    mentions = [(owners, node) for owners, node in every if _named(node)]
    writing = {owners[0] for owners, node in every if owners and _writes(node)}
    first: dict[tuple[Owner, ...], ast.expr] = {}
    for owners, node in mentions:
        # A decorator reads what it writes, and is no host.
        if not (owners and owners[0] in writing) and not is_accepted(module, node):
            first.setdefault(owners, node)
    for owners, node in first.items():
        message = f"`{_named(node)}` is on no router: {_instead(module, owners)}"
        yield _Use(module, owners, node.lineno, message)


def _callers(
    surroundings: Surroundings, readers: dict[ast.stmt, _Use]
) -> Iterator[tuple[_Use, ast.stmt | None]]:
    names = {function.name for function in readers if isinstance(function, Owner)}
    for module in surroundings.having(names):
        first: dict[tuple[Owner, ...], tuple[ast.expr, _Use]] = {}
        spelled = names | _aliases(module, names)
        for owners, node in _nodes(module.tree, ()):
            name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)
            if name not in spelled or not isinstance(node, ast.Name | ast.Attribute):
                continue
            meant = _meant(surroundings.index, module, owners, node)
            reader = readers.get(meant.node) if isinstance(meant, Defined) else None
            outermost = owners[0] if owners else None
            if reader and outermost is not reader.function and not is_accepted(module, node):
                first.setdefault(owners, (node, reader))
        for owners, (node, reader) in first.items():
            by = _dotted(reader.owners[:1])
            message = f"`{by}` reads the metadata for it: {_instead(module, owners)}"
            yield _Use(module, owners, node.lineno, message), reader.function


def _nodes(
    node: ast.AST, owners: tuple[Owner, ...]
) -> Iterator[tuple[tuple[Owner, ...], ast.expr]]:
    """Every expression below a node, with the definitions around it."""
    for child in children(node):
        if isinstance(child, ast.expr):
            yield owners, child
        yield from _nodes(child, (*owners, child) if isinstance(child, Owner) else owners)


def _aliases(module: Module, names: set[str]) -> set[str]:
    """What a module calls some names that it imports, wherever it does."""
    imports = (node for node in walk(module.tree) if isinstance(node, ast.ImportFrom))
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


def _gives(owner: Owner) -> bool:
    kinds = ast.Return | ast.Yield | ast.YieldFrom
    inner = walk(owner) if not isinstance(owner, ast.ClassDef) else []
    return any(isinstance(node, kinds) and node.value is not None for node in inner)


def _dotted(owners: tuple[Owner, ...]) -> str:
    return ".".join(owner.name for owner in owners)


def _named(node: ast.expr) -> str | None:
    """The metadata's name, where an expression has it as an attribute or as a string."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", None)
    return name if isinstance(name, str) and name in METADATA else None


def _writes(node: ast.expr) -> bool:
    """Whether an expression puts the metadata somewhere, as decorators do."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store) and _named(node) is not None
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Store) and _named(node.slice) is not None
    called = getattr(node, "func", None)
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", None)
    return name in _SETTERS and any(map(_named, getattr(node, "args", ())))


def _instead(module: Module, owners: tuple[Owner, ...]) -> str:
    around = owners[0] if owners else None
    lines = module.source.lines
    code = lines[around.lineno - 1 : around.end_lineno] if around else lines
    text = "\n".join([f"{module.name}.{_dotted(owners)}", *code])
    return next((said for pattern, said in _INSTEAD if re.search(pattern, text)), _ELSE)
