"""A server that takes one Protocol at a time gets the lines that mount what has moved (T24)."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift_codemods.migrate import plan_migration

from .test_moved_hosts import HEAD, answers, moved, project

__all__ = ["project"]  # A fixture.

OF_ONE = """

def mount(app, protocol, impl):
    for name in dir(protocol):
        if hasattr(getattr(protocol, name), "__webmethods__"):
            app.add_api_route(f"/v1/{name}", getattr(impl, name), methods=["GET"])
"""


ADDING = {
    "by keywords": (
        'add_api_route(path=f"/v1/{name}", endpoint=getattr(impl, name), methods=["GET"])',
        "",
    ),
    "by a function": (
        "",
        """

def add(name, method, to):
    to.add_api_route(f"/v1/{name}", method, methods=["GET"])
""",
    ),
}


@pytest.mark.parametrize("shape", ADDING)
def test_T24_however_a_route_is_added(project: Path, shape: str) -> None:
    call, helper = ADDING[shape]
    added = f"app.{call}" if call else "add(name, getattr(impl, name), to=app)"
    server = OF_ONE.partition("app.add")[0] + f"{added}\n{helper}"
    assert "    mount_apis(app, routers, served, bridge=True)\n" in moved(project, server)


LOOPS = {
    "its names": ("for name in dir(protocol):", ""),
    "its dictionary": ("for name in vars(protocol):", ""),
    "its members": ("for name, _ in inspect.getmembers(protocol):", ""),
    "its members, put aside": ("for name, _ in members:", "members = protocol.__dict__.items()"),
}


@pytest.mark.parametrize("shape", LOOPS)
def test_T24_what_has_moved_is_mounted_behind_a_loop_over_one_protocol(
    project: Path, shape: str
) -> None:
    """The last statement of a function named as the library's is: that is called otherwise."""
    head, above = LOOPS[shape]
    one = OF_ONE.replace("    for name in dir(protocol):", f"    {above}\n    {head}")
    found = moved(project, one)
    ours = "\nfrom routeshift import discover, mount as mount_apis\n"
    assert HEAD.replace("\n", ours, 1) in found
    assert found.endswith(
        f"{one.partition(head)[2]}\n"
        "    # What has moved is served by its router: the loop above finds nothing of it.\n"
        '    routers = discover("shop_api").routers\n'
        "    served = {api.name: impl for api in routers if api.protocol is protocol}\n"
        "    mount_apis(app, routers, served, bridge=True)\n"
    )


def test_T24_so_it_is_where_that_loop_stands_in_another(project: Path) -> None:
    pairs = OF_ONE.replace("protocol, impl):\n", "pairs):\n    for protocol, impl in pairs:\n")
    lines = pairs.splitlines(keepends=True)
    inner = "".join(line if n < 4 else f"    {line}" for n, line in enumerate(lines))
    assert "\n        mount_apis(app, routers, served, bridge=True)\n" in moved(project, inner)


def test_who_takes_the_app_of_such_a_server_goes_by_its_lines(project: Path) -> None:
    """And is no place that is left behind, neither before nor after them."""
    made = OF_ONE.replace("):\n", "):\n    app = make()\n", 1) + "    return app\n"
    text = moved(project, f"{made}\n\napp = mount(None, 1, 2)\n")
    assert "    mount_apis(app, routers, served, bridge=True)\n    return app\n" in text
    assert "server.py" not in {host.path.name for host in plan_migration(project).hosts}


BOUND = """
from collections import namedtuple

Bound = namedtuple("Bound", "protocol impl")


def serve(app, protocols, impls):
    bound = {name: Bound(protocols[name], impls[name]) for name in protocols}
    for one in bound.values():
        for name in dir(one.protocol):
            for method in getattr(getattr(one.protocol, name), "__webmethods__", ()):
                app.add_api_route(f"/v1{method.route}", getattr(one.impl, name), methods=["GET"])
"""
BY_PROTOCOL = BOUND.replace(
    "{name: Bound(protocols[name], impls[name])", "{protocols[name]: impls[name]"
)
BY_PROTOCOL = BY_PROTOCOL.replace("one in bound.values()", "api, impl in bound.items()")
BY_PROTOCOL = BY_PROTOCOL.replace("one.protocol", "api").replace("one.impl", "impl")


@pytest.mark.process
@pytest.mark.parametrize("server", [BOUND, BY_PROTOCOL], ids=["bound", "by Protocol"])
@pytest.mark.parametrize("words", [(), ("--api", "orders")])
def test_T24_so_it_is_where_each_round_has_a_protocol_with_its_implementation(
    project: Path, server: str, words: tuple[str, ...]
) -> None:
    moved(project, server, *words)
    assert answers(project) == [["cart"] * 3, ["order"] * 3, ["order"]]
