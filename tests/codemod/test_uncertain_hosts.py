"""A server that does with a route what `mount` does not gets no lines, and is told (T24)."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration

from .test_moved_hosts import HEAD, answers, project

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
# Where, and why.
REASONS = {
    "dependencies": "9: a route gets `dependencies`.",
    "options that only a run tells": "9: a route gets whatever `protocols` has.",
    "a path of its own": "9: paths get `/pre`.",
    "an operation left out": "9: a condition leaves operations out.",
    "an operation chosen": "9: a condition leaves operations out.",
    "an API left out in passing": "9: `and` or `or` decides whether a route is added.",
    "another list for an API": "8: it goes over a part of a list, or over another one.",
    "some of a list": "8: it goes over a part of a list, or over another one.",
    "an end before the last": "11: the loop may end there before its last API.",
    "a break": "10: a condition decides which APIs are served.",
    "a table that gets empty": "7: which API `impl` implements, neither a key nor a Protocol says.",
    "an app for each": "7: `app` is not the one app of all APIs.",
    "a router for an app": "8: `app` is not the one app of all APIs.",
    "two loops": "7: one of several loops adds routes.",
}


@pytest.mark.parametrize("kind", SERVERS)
def test_T24_a_server_that_does_more_or_less_than_mount_gets_no_lines_and_is_told_why(
    project: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "shop" / "server.py"
    file.write_text(HEAD + SERVERS[kind])
    assert run(["migrate", str(project), "--write", "--hosts", "move"]) == 1
    assert file.read_text() == HEAD + SERVERS[kind]
    said = capsys.readouterr().err
    assert "serve reads what the decorator leaves" in said
    assert f"#   server.py:{REASONS[kind]}" in said


def pasted(project: Path, server: str, behind: str) -> None:
    """Write what a move suggests for a server behind a line of it, and move."""
    file = project / "shop" / "server.py"
    file.write_text(HEAD + server)
    code = next(host.code for host in plan_migration(project).hosts if host.subject == "serve")
    imports, _, lines = code.partition("\n\n")
    text = f"{imports}\n{HEAD}{server}"
    file.write_text(text.replace(behind, f"{behind}\n{textwrap.indent(lines, '    ')}"))
    assert run(["migrate", str(project), "--write", "--hosts", "later"]) == 0


@pytest.mark.process
def test_T24_what_is_suggested_serves_where_it_is_pasted_behind_the_loop(project: Path) -> None:
    tagged = ADDS.replace("methods=", "tags=[api], methods=")
    pasted(project, PLAIN.replace(ADDS, tagged), tagged)
    assert answers(project) == [["cart"] * 3, ["order"] * 3, ["order"]]


@pytest.mark.process
def test_T24_what_is_left_to_fill_in_is_asked_for_and_not_passed_over(project: Path) -> None:
    """An app that serves nothing of it would say nothing."""
    made = PLAIN.replace("impls.items()", "made(impls)").replace("impl in", "impl in")
    made += "\n\ndef made(impls):\n    return list(impls.items())\n"
    pasted(project, made, ADDS)
    with pytest.raises(AssertionError, match="implementation of the API 'carts' is Ellipsis"):
        answers(project)
    file = project / "shop" / "server.py"
    file.write_text(file.read_text().replace(": ...,", ": impl,"))
    assert answers(project) == [["cart"] * 3, ["order"] * 3, ["order"]]


@pytest.mark.parametrize("own", ["discover=None", "discover=None, mount=None"])
def test_T24_what_a_server_calls_as_we_do_stays_its_own(project: Path, own: str) -> None:
    file = project / "shop" / "server.py"
    file.write_text(HEAD + PLAIN.replace("impls):", f"impls, {own}):"))
    assert run(["migrate", str(project), "--write", "--hosts", "move"]) == 0
    text = file.read_text()
    assert "discover as discover_apis" in text
    assert "routers = discover_apis(" in text
    assert ("mount as mount_apis" in text) == ("mount" in own)
