"""A check that an object has each method of a Protocol: `check`, as `mount` does it.

It knows which signatures fit, also of methods that are bridged until their operation moves.
"""

from __future__ import annotations

import ast

from routeshift_codemods.resolve.hosts.members import MemberLoop, member_loops, parents_in
from routeshift_codemods.resolve.hosts.records import Host, Replacement, name_of
from routeshift_codemods.syntax import walk

_LINES = """\
apis = [api for api in discover({packages}).routers if api.protocol is {protocol}]
require_fit(check(apis, {{api.name: {impl} for api in apis}}, bridge=True))
"""
_IMPORTS = (
    "from routeshift import discover",
    "from routeshift.serving import check, require_fit",
)


def checked(host: Host) -> Replacement | None:
    """The lines that check what has moved; None where no loop looks methods up on an object.

    Args:
        host: A function that depends on the metadata.
    """
    for loop in member_loops(parents_in(host.function)):
        impl = _looked_at(loop)
        if impl is not None:
            code = _LINES.format(packages=host.packages, protocol=loop.owner, impl=impl)
            return Replacement(code, _IMPORTS)
    return None


def _looked_at(loop: MemberLoop) -> str | None:
    """The object on which a loop looks methods up by their names."""
    for node in walk(loop.node):
        called = name_of(node.func) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and called in ("getattr", "hasattr") and len(node.args) > 1:
            impl = ast.unparse(node.args[0])
            if name_of(node.args[1]) == loop.key and impl not in (loop.owner, loop.member):
                return impl
    return None
