"""Servers that get no lines: why, and what a person writes there (trap T24)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import replace

from routeshift_codemods.resolve.hosts.records import Host, Owner, Replacement, Use
from routeshift_codemods.resolve.hosts.serving.loops import (
    Loop,
    added_by,
    adding_in,
    first_added,
    known_loops,
    outer_loops,
)
from routeshift_codemods.resolve.hosts.serving.mounting import lines_for
from routeshift_codemods.resolve.hosts.serving.roles import implementation
from routeshift_codemods.resolve.hosts.serving.tables import guards
from routeshift_codemods.resolve.hosts.serving.whole import Reason, differences
from routeshift_codemods.syntax import children, walk

_WHY = "# Not written by --hosts move, for `mount` may not do what is done here:\n"
_REASON = "#   {file}:{line}: {words}.\n"
_BEHIND = """\
# If no client can tell, write this behind the loop of line {line}; or take that out of the loop.
"""
_BY_HAND = """\
# Once for all APIs, where the app has been made: what adds routes finds nothing of routers.
# Put an implementation in place of each `...`, and leave out what is not served.
routers = discover({packages}).routers
served = {served}
mount(
    {app},
    routers,
    {{name: impl for name, impl in served.items() if name in routers}},
    bridge=True,
)
"""


def app_of(node: ast.AST) -> str | None:
    """What a function or a module adds routes to, definitions inside of it left out:
    None for one that adds none.

    Args:
        node: It.
    """
    waiting = [node]
    for one in waiting:
        if (found := added_by(one)) is not None:
            return found[0]
        waiting += [child for child in children(one) if not isinstance(child, Owner)]
    return None


def mounted_by_hand(
    use: Use, packages: str, names: Collection[str], host: Host | None = None
) -> Replacement | None:
    """The lines that mount what has moved, for a person to put in; None where no route is added.

    Args:
        use: The place that depends on the metadata.
        packages: The packages of the APIs, as arguments of `discover`.
        names: The names of the APIs.
        host: The function around the place, if it is in one.
    """
    app = app_of(use.innermost or use.module.tree)
    if app is None:
        return None
    loops = [] if host is None else outer_loops(host)
    reasons = [] if host is None else [*_reasons(host, loops)]
    why = _why(use, reasons or [Reason(use.line, "no loop in a function adds the routes")])
    known = _known(host, loops[0]) if host is not None and len(loops) == 1 else None
    if known is not None and host is not None:
        lines = lines_for(host, known)
        code = f"{why}{_BEHIND.format(line=known.node.lineno)}{lines.code}"
        return replace(lines, code=code, behind=None)
    served = "".join(f'    "{name}": ...,\n' for name in sorted(names))
    code = _BY_HAND.format(
        app=app, packages=packages, served=f"{{\n{served}}}" if served else "..."
    )
    return Replacement(f"{why}{code}", ("from routeshift import discover, mount",))


def _why(use: Use, reasons: Collection[Reason]) -> str:
    file = use.module.path.name
    told = [_REASON.format(file=file, line=one.line, words=one.words) for one in reasons]
    return _WHY + "".join(dict.fromkeys(told))


def _reasons(host: Host, loops: Collection[ast.For]) -> Iterator[Reason]:
    """Why a function gets no lines, as far as its loops show it."""
    for loop in loops:
        known = _known(host, loop)
        if len(loops) > 1:
            yield Reason(loop.lineno, "one of several loops adds routes")
        elif known is not None:
            adding = [*adding_in(host.module, known.node)]
            yield from differences(host, known.node, known.app, adding)
        else:
            yield _unknown(host, loop)


def _known(host: Host, loop: ast.For) -> Loop | None:
    """The loop that says who implements what: it, or one in it."""
    inside = list(walk(loop))
    return next((known for known in known_loops(host) if known.node in inside), None)


def _unknown(host: Host, loop: ast.For) -> Reason:
    """Why nothing says who implements what."""
    guard = next(guards(loop), None)
    if guard is not None:
        return Reason(guard.lineno, "a condition decides which APIs are served")
    added = first_added(host.module, loop)
    impl = None if added is None else implementation(host, loop, added[0])
    if impl is None:
        return Reason(loop.lineno, "methods are got from no one implementation for each API")
    words = f"which API `{ast.unparse(impl)}` implements, neither a key nor a Protocol says"
    return Reason(loop.lineno, words)
