"""A loop over what the metadata gives, with implementations by its keys: no name proves which."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import long, one_in

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.status import status_of

from .test_moved_hosts import HEAD, answers, moved, project

__all__ = ["project"]  # A fixture.

FOUND = """import inspect
import re

from shop_api.carts import Carts
from shop_api.orders import Orders

PROTOCOLS = {"carts": Carts, "orders": Orders}
get_routes = print  # Imported, and not asked.


def all_routes():
    found = {}
    for api, protocol in PROTOCOLS.items():
        for name, method in inspect.getmembers(protocol, inspect.isfunction):
            for one in getattr(method, "__webmethods__", []):
                # What has moved has no key.
                found.setdefault(api, []).append((f"/v1{one.route}", name))
    return found


def find_route(method, path):
    for routes in all_routes().values():
        for pattern, name in routes:
            if re.fullmatch(pattern, path):
                return name
"""
IMPORTS = "from shop.routes import PROTOCOLS, all_routes\n"
BY_KEY = """

def serve(app, protocols, impls):
    for api, routes in all_routes().items():
        protocol = PROTOCOLS[api]
        for path, name in routes:
            print(getattr(protocol, name))
            app.add_api_route(path, getattr(impls[api], name), methods=["GET"])
"""
BY_LOCAL = BY_KEY.replace("protocol =", "impl = impls[api]\n        protocol =").replace(
    "getattr(impls[api], name)", "getattr(impl, name)"
)
REGISTERED = BY_KEY.replace("serve(app, protocols,", "register(app,") + (
    "\n\ndef serve(app, protocols, impls):\n    register(app, impls)\n"
)
BY_TABLE = BY_KEY.replace("        protocol = PROTOCOLS[api]\n", "").replace(
    "getattr(protocol,", "getattr(PROTOCOLS[api],"
)
IN_TABLE = BY_KEY.replace(
    "        protocol", "        if api not in impls: continue\n        protocol"
)
BY_KEYS_OF_TABLE = """

def serve(app, protocols, given):
    impls = dict(given)
    wanted = set(impls.keys())
    for word in wanted:
        api = str(word)
        impl = impls[api]
        for path, name in all_routes().get(api, []):
            app.add_api_route(path, getattr(impl, name), methods=["GET"])
"""
SERVERS = {
    "by keys of the table": BY_KEYS_OF_TABLE,
    "by key": BY_KEY,
    "by local": BY_LOCAL,
    "by table": BY_TABLE,
    "registered": REGISTERED,
    "in the table": IN_TABLE,
}


@pytest.fixture
def found(project: Path) -> Path:
    """The project, with operations found for all of its APIs at once."""
    (project / "shop" / "routes.py").write_text(FOUND)
    return project


@pytest.mark.process
@pytest.mark.parametrize("kind", one_in(2, SERVERS))
@pytest.mark.parametrize("words", [(), long(("--api", "orders"))])
def test_T24_what_has_moved_is_served_by_the_implementations_of_the_table(
    found: Path, kind: str, words: tuple[str, ...]
) -> None:
    text = moved(found, IMPORTS + SERVERS[kind], *words)
    assert "\n    mount(\n" in text  # Behind the outer loop.
    assert answers(found) == [["cart"] * 3, ["order"] * 3, ["order"]]


UNCERTAIN = {
    # Two tables, and nothing says which has the implementations.
    "two tables": BY_KEY.replace("PROTOCOLS[api]", "protocols[api]"),
    # What the loop leaves out is not to be served.
    "a condition": BY_KEY.replace(
        "        protocol", "        if api == 'x': continue\n        protocol"
    ),
    # A list of rows is no Protocol.
    "rows": BY_KEY.replace("impls[api]", "impls").replace("PROTOCOLS[api]", "impls"),
    # Whatever is made of an API, only this loop knows.
    "a call": BY_KEY.replace("impls[api]", "impls.get(api)"),
    # A key that is made of another is not that of the table.
    "another key": BY_KEY.replace("impls[api]", "impls[str(api)]"),
}


@pytest.mark.parametrize("server", UNCERTAIN.values(), ids=UNCERTAIN)
def test_T24_a_server_whose_implementations_are_uncertain_is_refused_before_all_others(
    found: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where another place comes first: without the server nothing is served."""
    gate = "from shop.routes import find_route\n\n\ndef gate(m, p):\n    return find_route(m, p)\n"
    (found / "shop" / "auth.py").write_text(gate)
    file = found / "shop" / "server.py"
    file.write_text(HEAD + IMPORTS + server)
    assert run(["migrate", str(found), "--write", "--hosts", "move", "--allow-dirty"]) == 1
    assert file.read_text() == HEAD + IMPORTS + server
    said = capsys.readouterr().err
    assert "shop/server.py:8: serve reads what the decorator leaves" in said
    assert "    mount(\n        app,\n        routers,\n" in said
    assert "serve" in {host.subject for host in status_of(found).hosts}


def test_T24_who_puts_a_middleware_in_front_has_not_looked_up_its_operations(found: Path) -> None:
    """So that it stays on the list, before the server has its lines and after."""
    (found / "shop" / "auth.py").write_text(
        "from shop.routes import find_route\n\n\n"
        "async def gate(request, call_next):\n"
        "    print(find_route(request.method, request.url.path))\n"
        "    return await call_next(request)\n"
    )
    gated = BY_KEY.replace("impls):\n", 'impls):\n    app.middleware("http")(gate)\n')
    moved(found, f"from shop.auth import gate\n{IMPORTS}{gated}")
    assert [host.subject for host in plan_migration(found).hosts] == ["gate"]
