"""The loop of a server that adds a route for each operation: what has moved is mounted behind it.

The loop stays, and serves what has not moved as before: nothing that works changes. What the
handlers of such a server do around a call is its own: a context that they hold is taken along, and
the rest is for a person to compare.
"""

from __future__ import annotations

from routeshift_codemods.resolve.hosts.records import Host, Replacement
from routeshift_codemods.resolve.hosts.serving.context import context_of
from routeshift_codemods.resolve.hosts.serving.loops import (
    Loop,
    adding_in,
    known_loops,
    outer_loops,
)
from routeshift_codemods.resolve.hosts.serving.whole import differences
from routeshift_codemods.syntax import local_names


def mounted(host: Host) -> Replacement | None:
    """The lines that mount what has moved; None where no loop of a known shape adds routes.

    Args:
        host: A function that depends on the metadata.
    """
    if len(outer_loops(host)) > 1:
        return None
    whole = (
        loop
        for loop in known_loops(host)
        if not any(differences(host, loop.node, loop.app, [*adding_in(host.module, loop.node)]))
    )
    return next((lines_for(host, loop) for loop in whole), None)


def _called(host: Host, name: str) -> str:
    """What a host calls something of ours: its own of that name would hide it."""
    bound = host.module.names.get(name)
    ours = bound is not None and bound.target == ("routeshift", name)
    if name not in local_names(host.function) and (ours or bound is None):
        return name
    return host.free(f"{name}_apis")


_LINES = """\
# What has moved is served by its routers: the loop above finds nothing of it.
{routers} = {discover}({packages}).routers
{served} = {impls}
{mount}(
    {app},
    {routers},
    {{name: impl for name, impl in {served}.items() if name in {routers}}},
    {rows},
)
"""
_LINES_OF_ROUTERS = """\
# What has moved is served by its router: the loop above finds nothing of it.
{routers} = {discover}({packages}).routers
{served} = {impls}
{mount}({app}, {routers}, {served}, {options})
"""


def lines_for(host: Host, loop: Loop) -> Replacement:
    """The lines that mount what has moved behind a loop.

    Args:
        host: The function around it.
        loop: The loop.
    """
    called = {name: _called(host, name) for name in ("discover", "mount")}
    around = context_of(host.module, loop.maker) if loop.maker else None
    named = [name if own == name else f"{name} as {own}" for name, own in called.items()]
    imports = [f"from routeshift import {', '.join(named)}"]
    if around is not None and "asynccontextmanager" not in host.module.names:
        imports.insert(0, "from contextlib import asynccontextmanager")
    options = ["bridge=True"] if around is None else ["bridge=True", "context=[around]"]
    code = (_LINES_OF_ROUTERS if loop.of_routers else _LINES).format(
        **called,
        routers=host.free("routers"),
        served=host.free("served"),
        packages=host.packages,
        impls=loop.served,
        app=loop.app,
        rows=",\n    ".join(options),
        options=", ".join(options),
    )
    code = code if around is None else f"{around}\n\n{code}"
    return Replacement(code, tuple(imports), behind=loop.node)
