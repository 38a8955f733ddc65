"""A server of a known shape gets the lines that mount what has moved; the rest is told (T24)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from effort import long

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration

from .harness import SUPPORT

ROOT = Path(__file__).parents[2]
API = """from typing import Protocol

from legacy_decorator import webmethod


class {cls}(Protocol):
    @webmethod(route="/{name}", method="GET", level="v1")
    async def list_{name}(self, limit: int = 3) -> list[str]: ...
"""
ROUTES = """import re


class Route:
    def __init__(self, name, path):
        self.name, self.path = name, path


def get_routes(protocol):
    methods = [m for m in vars(protocol).values() if hasattr(m, "__webmethods__")]
    return [Route(m.__name__, f"/v1{w.route}") for m in methods for w in m.__webmethods__]


def find_route(method, path, routes):
    for pattern, route in routes.items():
        if re.match(pattern, path):
            return route
    raise ValueError(path)
"""
HEAD = """from fastapi import FastAPI

from shop.routes import get_routes
"""
BY_NAME = """

def serve(app, protocols, impls):
    for api in protocols:
        impl = impls[api]
        for route in get_routes(protocols[api]):
            app.add_api_route(route.path, getattr(impl, route.name), methods=["GET"])
    print("ready")
"""
MOUNTED = """
    # What has moved is served by its routers: the loop above finds nothing of it.
    routers = discover("shop_api").routers
    served = {impls}
    mount(
        app,
        routers,
        {{name: impl for name, impl in served.items() if name in routers}},
        bridge=True,{context}
    )
    print("ready")
"""
BY_ITEMS = """

def serve(app, protocols, impls):
    if impls:
        for api, impl in impls.items():
            for route in get_routes(protocols[api]):
                getattr(app, "get")(route.path)(getattr(impl, route.name))
        print("ready")
"""
IN_CONTEXT = """

def make(func, verb):
    async def endpoint(request: Request, **kwargs):
        user = request.headers.get("x-user")
        other = 1
        with acting_as(user):
            return await func(**kwargs)

    return endpoint


def serve(app, protocols, impls):
    for name in sorted(protocols):
        key = Key(name)
        impl = impls[key]
        for route in get_routes(protocols[name]):
            method = getattr(impl, route.name)
            getattr(app, "get")(route.path)(make(method, "get"))
    print("ready")
"""

BY_ONE = """

def mount(app, protocol, impl):
    for route in get_routes(protocol):
        app.add_api_route(route.path, getattr(impl, route.name), methods=["GET"])


def serve(app, protocols, impls):
    for api in protocols:
        mount(app, protocols[api], impls[api])
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two APIs, and what its server reads."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'shop'\n")
    for name in ("shop_api", "shop"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    for name in ("carts", "orders"):
        text = API.format(cls=name.title(), name=name)
        (tmp_path / "shop_api" / f"{name}.py").write_text(text)
    (tmp_path / "shop" / "routes.py").write_text(ROUTES)
    return tmp_path


def moved(project: Path, server: str, *words: str) -> str:
    """What becomes of a server."""
    file = project / "shop" / "server.py"
    file.write_text(HEAD + server)
    command = ["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty", *words]
    assert run(command) == 0
    return file.read_text()


def tail(server: str) -> str:
    """A server's loop aside."""
    return server.removesuffix('    print("ready")\n')


def test_T24_what_has_moved_is_mounted_behind_a_loop_by_name(project: Path) -> None:
    mounted = MOUNTED.format(
        impls='{getattr(api, "value", api): impls[api] for api in protocols}', context=""
    )
    head = HEAD.replace("\n", "\nfrom routeshift import discover, mount\n", 1)
    assert moved(project, BY_NAME) == head + tail(BY_NAME) + mounted


def test_T24_what_has_moved_is_mounted_behind_a_loop_over_items(project: Path) -> None:
    found = moved(project, BY_ITEMS)
    assert (
        '        served = {getattr(api, "value", api): impl for api, impl in impls.items()}\n'
        in found
    )
    assert found.index("getattr(impl, route.name)") < found.index("mount(") < found.index("ready")


def test_T4_what_the_handlers_hold_around_a_call_is_held_around_routers(project: Path) -> None:
    found = moved(project, IN_CONTEXT)
    hook = """    @asynccontextmanager
    async def around(request, operation):
        user = request.headers.get("x-user")
        with acting_as(user):
            yield
"""
    assert hook in found
    assert "context=[around]," in found
    assert "from contextlib import asynccontextmanager\n" in found
    assert "impls[Key(name)] for name in sorted(protocols)" in found


def test_a_context_that_takes_more_than_the_request_is_left_to_a_person(project: Path) -> None:
    found = moved(project, IN_CONTEXT.replace("acting_as(user)", "acting_as(user, verb)"))
    assert "mount(" in found
    assert "around" not in found.partition("def serve")[2]


@pytest.mark.parametrize(
    "code",
    [
        # Nothing is added to an app.
        "    for api in protocols:\n        impl = impls[api]\n"
        "        for route in get_routes(protocols[api]):\n"
        "            getattr(impl, route.name)(app)\n",
        # Nobody is asked for the handlers.
        "    for api in protocols:\n        for route in get_routes(protocols[api]):\n"
        "            app.add_api_route(route.path, print)\n",
        # Where the implementation comes from, only this loop knows.
        "    for api in protocols:\n        made = impls()\n        impl = made[api]\n"
        "        for route in get_routes(protocols[api]):\n"
        "            app.add_api_route(route.path, getattr(impl, route.name))\n",
        # The metadata is not read.
        "    for api in protocols:\n        impl = impls[api]\n"
        "        for route in protocols[api]:\n"
        "            app.add_api_route(route.path, getattr(impl, route.name))\n",
    ],
)
def test_what_looks_alike_stays(project: Path, code: str) -> None:
    """What it serves would be lost, so that nothing is written at all."""
    server = f"\n\ndef serve(app, protocols, impls):\n{code}    print('ready')\n"
    file = project / "shop" / "server.py"
    file.write_text(HEAD + server)
    assert run(["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty"]) == 1
    assert file.read_text() == HEAD + server
    assert (project / "shop_api" / "orders.py").is_file()


UNKNOWN = """

def serve(app, protocol, make):
    for route in get_routes(protocol):
        app.add_api_route(route.path, make(route.name))
"""


@pytest.mark.parametrize(
    ("server", "why"),
    [
        (UNKNOWN, "server.py:7: methods are got from no one implementation for each API."),
        (
            "\n\nfor route in get_routes(app): app.add_route(1, 2)\n",
            "server.py:6: no loop in a function adds the routes.",
        ),
    ],
)
def test_a_server_of_another_shape_is_told_why_and_the_lines_that_mount(
    project: Path, server: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "shop" / "server.py").write_text(HEAD + server)
    assert run(["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty"]) == 1
    said = capsys.readouterr().err
    assert "server.py:" in said
    assert "What is to be written there, by you" in said
    assert (
        f"# Not written by --hosts move, for `mount` may not do what is done here:\n    #   {why}"
        in said
    )
    assert '    routers = discover("shop_api").routers\n' in said
    assert "    mount(\n        app,\n        routers,\n" in said
    assert '    served = {\n        "carts": ...,\n        "orders": ...,\n    }\n' in said
    assert "--hosts move writes" not in said


def test_what_reads_it_otherwise_is_told_why_no_lines_are_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "shop" / "routes.py").write_text("")
    (project / "shop" / "gate.py").write_text("def gate(m):\n    m.__webmethods__.clear()\n")
    assert run(["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty"]) == 1
    assert "Its shape is none that --hosts move knows" in capsys.readouterr().err


def test_a_server_outside_of_the_target_is_told_the_lines(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "shop" / "server.py").write_text(HEAD + BY_NAME)
    before = (project / "shop" / "server.py").read_bytes()
    words = ["migrate", str(project / "shop_api"), "--hosts", "move", "--allow-dirty"]
    assert run([*words, "--write"]) == 1
    assert "It is outside of " in capsys.readouterr().err
    assert run(words) == 0
    assert (project / "shop" / "server.py").read_bytes() == before
    assert 'routers = discover("shop_api").routers' in capsys.readouterr().out


def _writing(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    """What a preview says of writing: in its sum, and as the first command that comes next."""
    assert run(["migrate", str(project), "--quiet", "--allow-dirty", *words]) == 0
    said = capsys.readouterr().out.splitlines()
    command = next(row for row in said if row.startswith("routeshift migrate "))
    options = [word for word in command.split()[3:] if word != "--allow-dirty"]
    return said[-1].partition("; ")[2], " ".join(options)


def test_what_a_preview_says_of_writing_is_what_writes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "shop" / "server.py").write_text(HEAD + BY_NAME)
    later = "--hosts later --write"
    assert _writing(project, capsys) == (f"{later} applies.", later)
    assert _writing(project, capsys, "--hosts", "later") == ("--write applies.", later)
    moved = "--hosts move --write"
    assert _writing(project, capsys, "--hosts", "move") == ("--write applies.", moved)
    for words in ([], ["--hosts", "move"]):
        written = run(["migrate", str(project), "--write", "--allow-dirty", *words])
        assert written == (0 if words else 1)


def test_a_lookup_by_patterns_is_told_the_line_that_finds_both_kinds(project: Path) -> None:
    (project / "shop" / "gate.py").write_text(
        "from shop.routes import find_route, get_routes\n\n\nclass Gate:\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        routes = {r.path: r for r in get_routes(self.protocol)}\n"
        '        found = find_route(scope["method"], scope["path"], routes)\n'
        "        await self.app(scope, receive, send)\n"
    )
    (code,) = {host.code for host in plan_migration(project).hosts if host.code}
    line = 'operation = find_operation(scope["app"], scope["method"], scope["path"])'
    assert code == f"from routeshift import find_operation\n\n{line}\n"


def test_who_asks_routeshift_is_no_reader_that_is_left_behind(project: Path) -> None:
    """Nor is what it calls: nobody else goes by that."""
    moved(project, BY_NAME)
    assert run(["migrate", str(project), "--check"]) == 0
    assert plan_migration(project).hosts == ()


def test_what_others_take_too_is_left_behind(project: Path) -> None:
    (project / "shop" / "listing.py").write_text(
        "from shop.routes import get_routes\n\n\n"
        "def show(protocol):\n    print(get_routes(protocol))\n"
    )
    moved(project, BY_NAME)
    assert [host.subject for host in plan_migration(project).hosts] == ["show"]


SERVED = """
import json
from fastapi import FastAPI
from fastapi.testclient import TestClient
from shop.server import serve
from shop_api.carts import Carts
from shop_api.orders import Orders


class Echo:
    async def list_carts(self, limit: int = 3) -> list[str]:
        return ["cart"] * limit

    async def list_orders(self, limit: int = 3) -> list[str]:
        return ["order"] * limit


app = FastAPI()
serve(app, {"carts": Carts, "orders": Orders}, {"carts": Echo(), "orders": Echo()})
client = TestClient(app)
paths = ("/v1/carts", "/v1/orders", "/v1/orders?limit=1")
print(json.dumps([client.get(path).json() for path in paths]))
"""


def answers(project: Path) -> list[list[str]]:
    """What the project's server answers, in a process of its own."""
    roots = (project, SUPPORT, ROOT / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, roots))}
    command = [sys.executable, "-c", SERVED]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.process
@pytest.mark.parametrize("words", [(), ("--api", "orders"), long(("--api", "carts"))])
@pytest.mark.parametrize("server", [BY_NAME, long(BY_ONE)])
def test_T24_the_server_serves_what_has_moved_and_what_has_not(
    project: Path, words: tuple[str, ...], server: str
) -> None:
    moved(project, server, *words)
    assert answers(project) == [["cart"] * 3, ["order"] * 3, ["order"]]
