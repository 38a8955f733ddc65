"""Hosts: whoever finds nothing on a router, and what to write there (traps T2, T24, T28)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from routeshift_codemods.index import Defined, Index, Module, Surroundings, lookup_expression
from routeshift_codemods.resolve.hosts.documenting import documented, is_generator, listed
from routeshift_codemods.resolve.hosts.ends import End, Uses, ends_of
from routeshift_codemods.resolve.hosts.finding import uses_of
from routeshift_codemods.resolve.hosts.looking_up import is_lookup
from routeshift_codemods.resolve.hosts.records import Host, Replacement, Use
from routeshift_codemods.resolve.hosts.replacing import replacement_of
from routeshift_codemods.resolve.hosts.serving import mounted_by_hand
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.syntax import walk


@dataclass(frozen=True, slots=True)
class HostMove:
    """Lines that a host gets, because its shape is known.

    Attributes:
        module: Its module.
        line: The line where it reads the metadata.
        lines: What it gets: in front of a statement, or behind one.
    """

    module: Module
    line: int
    lines: Replacement


def metadata_readers(
    project: Surroundings, packages: Collection[str] = (), names: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Where hosts have to change, by file and line.

    A decorator reads what it writes; that is left out, and so is a line with a comment
    `# routeshift: accept` and a reason, behind it or above it, and whoever asks Routeshift, too.
    Of functions that only give on what others read the ends are told.

    They are looked for in the whole project of the target: hosts, generators and tests.

    Args:
        project: The whole project of a target.
        packages: The packages of the APIs, for lines that discover them.
        names: The names of the APIs, for lines that mount them.
    """
    told = [_diagnostic(end) for end in _ends(project, packages, names)]
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
        HostMove(end.use.module, end.use.line, end.lines)
        for end in _ends(project, packages)
        if end.lines is not None and (end.lines.before or end.lines.behind)
    )


def _diagnostic(end: End) -> Diagnostic:
    use = end.use
    if end.others:
        names = ", ".join(f"`{name}`" for name in end.others)
        verb = "goes" if len(end.others) == 1 else "go"
        use = replace(use, message=f"{use.message}; with it {verb} {names}")
    return use.diagnostic("" if end.lines is None else end.lines.as_text())


def _ends(
    project: Surroundings, packages: Collection[str], apis: Collection[str] = ()
) -> list[End]:
    arguments = ", ".join(f'"{name}"' for name in sorted(packages)) or "..."
    uses = uses_of(project)
    settled = _settled(uses)
    left = {use.module for use, _ in uses if use not in settled}
    lookups = {module: frozenset(_lookups(project.index, module)) for module in left}

    def replaced(use: Use) -> Replacement | None:
        function = use.innermost
        if function is None:
            return None
        cls = next((o for o in use.owners if isinstance(o, ast.ClassDef)), None)
        known = lookups[use.module]
        host = Host(use.module, function, arguments, use.line, project.index, known, cls)
        # What adds routes is a place of its own, also where only a person can write its lines.
        return replacement_of(host) or mounted_by_hand(use, arguments, apis, host)

    callers = {use for use, of in uses if of is not None}
    generators: dict[str, End] = {}
    found = []
    for end in ends_of(uses, settled, replaced):
        if end.lines is None and is_generator(end.use):
            # One document takes the place of all that a package has for it.
            first = generators.setdefault(end.use.module.package, end)
            names = {*first.others, *end.others, *({end.use.name} if end is not first else ())}
            lines = documented(arguments)
            generators[end.use.module.package] = replace(
                first, lines=lines, others=tuple(sorted(names))
            )
        elif end.lines is None and (own := mounted_by_hand(end.use, arguments, apis)) is not None:
            found.append(replace(end, lines=own))
        elif end.lines is None and end.use in callers:
            found.append(replace(end, lines=listed(arguments)))
        else:
            found.append(end)
    return [*found, *generators.values()]


def _settled(uses: Uses) -> set[Use]:
    """Those that lose nothing of a router.

    They ask for both, or all do that they give it on to, or that they have it from.
    """
    done = {use for use, _ in uses if _asks_routeshift(use)}
    while True:
        more = set()
        for use, given in (row for row in uses if row[0] not in done):
            takers = {u for u, of in uses if of is not None and of is use.function}
            # Whoever takes a middleware has not looked up what that has, as its routes.
            takers = set() if given is not None and is_lookup(given) else takers
            givers = {u for u, _ in uses if given is not None and u.function is given}
            more |= {use} if any(group and done >= group for group in (takers, givers)) else set()
        if not more:
            return done
        done |= more


def _asks_routeshift(use: Use) -> bool:
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


def _unread(surroundings: Surroundings) -> Iterator[Diagnostic]:
    for path, error in surroundings.index.unreadable.items():
        # One that names the metadata and cannot be read
        # counts: silence would be no answer (trap T24).
        if path in surroundings.errors:
            message = f"it may, for it names it and cannot be read: {error.message.rstrip('.')}"
            yield Diagnostic("host", path.name, message, path, error.line or 1)
