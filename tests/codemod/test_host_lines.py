"""Checks, clients, generators and lists get the lines that find what has moved (T2, T28)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration

from .harness import SUPPORT

ROOT = Path(__file__).parents[2]
API = """from typing import Protocol

from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="GET", level="v1", beta=True)
    async def list_orders(self, limit: int = 3) -> list[str]: ...

    @webmethod(route="/orders/{order}", method="GET", level="v1")
    async def get_order(self, order: str) -> str: ...

    async def start(self) -> None: ...
"""
ASKED = 'operations = protocol_operations(protocol, "shop_api")\n'
CHECKED = """from routeshift import discover
from routeshift.serving import check, require_fit

apis = [api for api in discover("shop_api").routers if api.protocol is protocol]
require_fit(check(apis, {api.name: impl for api in apis}, bridge=True))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an API."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'shop'\n")
    for name in ("shop_api", "shop"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "shop_api" / "orders.py").write_text(API)
    return tmp_path


def code_of(project: Path, host: str) -> str:
    """The lines that the one host of a project is told."""
    (project / "shop" / "host.py").write_text(host)
    (found,) = plan_migration(project).hosts
    return found.code


def moved(project: Path, host: str) -> str:
    """What becomes of a host."""
    file = project / "shop" / "host.py"
    file.write_text(host)
    assert run(["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty"]) == 0
    return file.read_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "def names(protocol):\n"
            "    return [n for n, m in getmembers(protocol) if hasattr(m, '__webmethod__')]\n",
            f"def names(protocol):\n    {ASKED}"
            "    return [n for n, m in getmembers(protocol) if n in operations]\n",
        ),
        (
            "def show(protocol):\n"
            "    if protocol:\n"
            "        for name, method in sorted(vars(protocol).items()):\n"
            "            if not hasattr(method, '__webmethods__'):\n"
            "                continue\n"
            "            print(name)\n",
            f"def show(protocol):\n    if protocol:\n        {ASKED}"
            "        for name, method in sorted(vars(protocol).items()):\n"
            "            if name not in operations:\n"
            "                continue\n"
            "            print(name)\n",
        ),
        (
            "def show(protocol):\n"
            "    methods = getmembers(protocol)\n"
            "    for name, method in methods:\n"
            "        entry = getattr(method, '__webmethod__', None)\n"
            "        if entry and entry.required_scope and not entry.beta:\n"
            "            print(name)\n",
            "def show(protocol):\n"
            f"    methods = getmembers(protocol)\n    {ASKED}"
            "    for name, method in methods:\n"
            "        entry = operations.get(name)\n"
            '        if entry and entry.scope and not entry.extras.get("beta"):\n'
            "            print(name)\n",
        ),
        (
            "def show(protocol):\n"
            "    operations = 1\n"
            "    for name, method in getmembers(protocol):\n"
            "        if method.__webmethod__.beta:\n"
            "            print(name, operations)\n",
            "def show(protocol):\n    operations = 1\n"
            '    operations_ = protocol_operations(protocol, "shop_api")\n'
            "    for name, method in getmembers(protocol):\n"
            '        if operations_[name].extras.get("beta"):\n'
            "            print(name, operations)\n",
        ),
    ],
    ids=["comprehension", "loop", "variable", "taken name"],
)
def test_T28_a_loop_that_asks_methods_asks_for_their_operations(
    project: Path, before: str, after: str
) -> None:
    head = "from inspect import getmembers\n"
    ours = "\nfrom routeshift.inspection import protocol_operations\n"
    before = before.replace("'", '"')
    assert moved(project, f"{head}\n\n{before}") == f"{head}{ours}\n\n{after}"
    assert plan_migration(project).hosts == ()


@pytest.mark.parametrize(
    ("host", "instead"),
    [
        # What is served is not to the letter what was declared.
        ("    return {n: m.__webmethod__.route for n, m in getmembers(protocol)}\n", "path"),
        # What others do with it is not seen.
        ("    return {n: m.__webmethod__ for n, m in getmembers(protocol)}\n", ""),
    ],
)
def test_what_has_to_be_seen_is_told_and_not_written(
    project: Path, host: str, instead: str
) -> None:
    text = f"from inspect import getmembers\n\n\ndef read(protocol):\n{host}"
    code = code_of(project, text)
    assert ASKED in code
    field = f".{instead}" if instead else ""
    assert f"# `operations[n]{field}` in place of `m.__webmethod__" in code
    assert run(["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty"]) == 1
    assert (project / "shop" / "host.py").read_text() == text


@pytest.mark.parametrize(
    "host",
    [
        # The entries of a method are several.
        "    for name, method in getmembers(protocol):\n        print(method.__webmethods__)\n",
        # One place of two.
        "    for name, method in getmembers(protocol):\n        print(method.__webmethod__)\n"
        "    print(other.__webmethod__)\n",
    ],
)
def test_what_is_known_in_part_is_not_written(project: Path, host: str) -> None:
    text = f"from inspect import getmembers\n\n\ndef read(protocol, other):\n{host}"
    (project / "shop" / "host.py").write_text(text)
    assert run(["migrate", str(project), "--write", "--hosts", "move", "--allow-dirty"]) == 1
    assert (project / "shop" / "host.py").read_text() == text


CHECK = """from inspect import getmembers


def comply(impl, protocol):
    for name, method in getmembers(protocol):
        if hasattr(method, "__webmethod__") and not hasattr(impl, name):
            raise ValueError(name)
"""


def test_T2_a_check_of_implementations_is_told_the_one_of_mount(project: Path) -> None:
    assert code_of(project, CHECK) == CHECKED


@pytest.mark.process
def test_T2_the_lines_of_a_check_find_what_is_missing(project: Path) -> None:
    words = ["migrate", str(project), "--write", "--hosts", "later", "--allow-dirty"]
    assert run(words) == 0
    lines = "".join(f"    {line}\n" for line in CHECKED.splitlines() if line)
    script = (
        "from shop_api.orders import Orders\n\n\n"
        f"def comply(impl, protocol):\n{lines}\n"
        "class Old:\n"
        "    async def list_orders(self, limit: int = 3): ...\n"
        "    async def start(self): ...\n\n"
        "class Whole(Old):\n"
        "    async def get_order(self, order: str): ...\n\n"
        "comply(Whole(), Orders)\n"
        "try:\n    comply(Old(), Orders)\nexcept Exception as error:\n    print(error)\n"
    )
    done = ran(project, script)
    assert "Old has no method get_order" in done


CLIENT = """from shop.routes import find_route, table_of


class Client:
    def start(self):
        self.routes = table_of(self.impls)

    async def ask(self, verb, path, body):
        method, found = find_route(verb, path, self.routes)
        return await method(**body)
"""
TABLE = """import re
from shop_api.orders import Orders


def table_of(impls):
    table = {}
    for name, method in vars(Orders).items():
        if hasattr(method, "__webmethod__"):
            route = method.__webmethod__.route
            pattern = re.sub(r"{(\\w+)}", r"(?P<\\1>[^/]+)", route)
            table[f"^/v1{pattern}$"] = getattr(impls["orders"], name)
    return table


def find_route(verb, path, table):
    for pattern, method in table.items():
        if found := re.match(pattern, path):
            return method, found.groupdict()
    raise ValueError(path)
"""


def test_a_client_in_the_process_is_told_how_to_find_and_call_what_has_moved(
    project: Path,
) -> None:
    (project / "shop" / "routes.py").write_text(TABLE)
    (project / "shop" / "host.py").write_text(CLIENT)
    found = {host.subject: host.code for host in plan_migration(project).hosts}
    code = found["Client.start"]
    assert "# In start, behind line 6." in code
    assert "for api, impl in self.impls.items()" in code
    assert "# In ask, in front of line 9, which is for the rest" in code
    assert "`method(**{**body, **found})`" in code
    assert "operation = find_operation(self.app, verb, path)" in code


ASKING = """
import asyncio, json
from shop.host import Client


class Impl:
    async def list_orders(self, limit: int = 3):
        return ["order"] * limit

    async def get_order(self, order: str):
        return order

    async def start(self): ...


client = Client()
client.impls = {"orders": Impl()}
client.start()
calls = [("GET", "/v1/orders", {"limit": 2}), ("GET", "/v1/orders/7", {})]
print(json.dumps([asyncio.run(client.ask(*call)) for call in calls]))
"""


@pytest.mark.process
def test_a_client_with_its_lines_calls_what_has_moved(project: Path) -> None:
    (project / "shop" / "routes.py").write_text(TABLE)
    host = project / "shop" / "host.py"
    host.write_text(CLIENT)
    plan = plan_migration(project)
    (code,) = [one.code for one in plan.hosts if one.subject == "Client.start"]
    words = ["migrate", str(project), "--write", "--hosts", "later", "--allow-dirty"]
    assert run(words) == 0
    imports, started, asked = code.split("\n# In ")[0], *code.split("\n# In ")[1:]
    started, asked = (indented(part) for part in (started, asked))
    text = host.read_text().replace("    async def ask", f"{started}\n    async def ask")
    found, called = CLIENT.splitlines(keepends=True)[-2:]
    text = text.replace(found + called, asked + called.replace("**body", "**{**body, **found}"))
    host.write_text(f"{imports}\n{text}")
    assert json.loads(ran(project, ASKING)) == [["order"] * 2, "7"]


def indented(part: str) -> str:
    """Lines of code without what is said above them, in a method."""
    lines = [line for line in part.splitlines(keepends=True)[1:] if not line.startswith("#")]
    return "".join(f"        {line}" for line in lines if not line.startswith("takes the place"))


def test_a_generator_of_documents_is_told_once_for_its_package(project: Path) -> None:
    (project / "docs_openapi").mkdir()
    (project / "docs_openapi" / "__init__.py").write_text("")
    (project / "docs_openapi" / "reading.py").write_text(
        "def entries(methods):\n    return [m.__webmethod__ for m in methods]\n"
    )
    (project / "docs_openapi" / "writing.py").write_text(
        "from docs_openapi.reading import entries\n\n\n"
        "def write(methods):\n    print(entries(methods))\n\n\n"
        "def tags(method):\n    print(method.__webmethod__)\n"
    )
    (found,) = plan_migration(project).hosts
    assert found.code == (
        "from routeshift import discover\nfrom routeshift.openapi import document\n\n"
        'spec = document(discover("shop_api"))\n'
    )
    assert "`entries`" in found.message


def test_whoever_goes_by_a_list_of_operations_is_told_how_to_list_what_has_moved(
    project: Path,
) -> None:
    (project / "shop" / "routes.py").write_text(
        "def routes_of(x):\n    return [m.__webmethod__.route for m in vars(x).values()]\n"
    )
    code = code_of(
        project, "from shop.routes import routes_of\n\n\ndef show(x):\n    print(routes_of(x))\n"
    )
    assert 'for operation in declared_operations(discover("shop_api").routers):' in code


def ran(project: Path, script: str) -> str:
    """What a script prints, beside what a project has."""
    roots = (project, SUPPORT, ROOT / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, roots))}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout
