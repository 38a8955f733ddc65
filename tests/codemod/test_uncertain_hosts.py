"""A server that does with a route what `mount` does not gets no lines, and is told (T24)."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.cli import run

from .test_moved_hosts import HEAD, project

__all__ = ["project"]  # A fixture.

ADDS = 'app.add_api_route(route.path, getattr(impl, route.name), methods=["GET"])'
LOOPS = """

def serve(app, protocols, impls):
    for api, impl in impls.items():
        for route in get_routes(protocols[api]):
            {adds}
"""
PLAIN = LOOPS.format(adds=ADDS)
SERVERS = {
    "dependencies": PLAIN.replace("methods=", "dependencies=[1], methods="),
    "options that only a run tells": PLAIN.replace('methods=["GET"]', "**protocols"),
    "a path of its own": PLAIN.replace("route.path,", '"/pre" + route.path,'),
    "an operation left out": PLAIN.replace(
        ADDS, f"if route.name == 'x':\n                continue\n            {ADDS}"
    ),
    "an operation chosen": PLAIN.replace(ADDS, f"if route.name != 'x': {ADDS}"),
    "an API left out in passing": PLAIN.replace(ADDS, f"api != 'x' and {ADDS}"),
    "another list for an API": PLAIN.replace(
        "get_routes(protocols[api])", "(get_routes(protocols[api]) if api != 'x' else [])"
    ),
    "some of a list": PLAIN.replace("get_routes(protocols[api])", "get_routes(protocols[api])[1:]"),
    "an end before the last": PLAIN + "        if api == 'x':\n            return app\n",
    "a break": PLAIN + "        if api == 'x':\n            break\n",
    "a table that gets empty": PLAIN.replace("impls.items()", "list(impls.items())")
    + "        del impls[api]\n",
    "an app for each": PLAIN.replace("        for", "        app = protocols.App()\n        for"),
    "a router for an app": PLAIN.replace("    for api", "    app = APIRouter()\n    for api", 1),
    "two loops": PLAIN + PLAIN.partition("impls):\n")[2],
}


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_T24_a_server_that_does_more_or_less_than_mount_gets_no_lines(
    project: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "shop" / "server.py"
    file.write_text(HEAD + server)
    assert run(["migrate", str(project), "--write", "--hosts", "move"]) == 1
    assert file.read_text() == HEAD + server
    assert "serve reads what the decorator leaves" in capsys.readouterr().err


@pytest.mark.parametrize("own", ["discover=None", "discover=None, mount=None"])
def test_T24_what_a_server_calls_as_we_do_stays_its_own(project: Path, own: str) -> None:
    file = project / "shop" / "server.py"
    file.write_text(HEAD + PLAIN.replace("impls):", f"impls, {own}):"))
    assert run(["migrate", str(project), "--write", "--hosts", "move"]) == 0
    text = file.read_text()
    assert "discover as discover_apis" in text
    assert "routers = discover_apis(" in text
    assert ("mount as mount_apis" in text) == ("mount" in own)
