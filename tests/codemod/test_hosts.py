"""Whoever reads what the decorator leaves is told, and is not left behind in silence (T2, T28)."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift_codemods.migrate import plan_migration

API = """from typing import Protocol
from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def add_order(self, name: str) -> str: ...
"""
ROUTES = """def get_routes(protocol):
    return [Route(w.route) for m in vars(protocol).values() for w in m.__webmethods__]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an API, and a host that reads no metadata."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'shop'\n")
    for name in ("shop_api", "shop"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / "shop_api" / "orders.py").write_text(API)
    return tmp_path


def hosts(project: Path) -> list[str]:
    found = plan_migration(project / "shop_api").hosts
    return [f"{h.path.relative_to(project)}:{h.line} {h.subject}" for h in found]


def write(project: Path, name: str, text: str) -> None:
    file = project / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)


@pytest.mark.parametrize(
    "reading",
    [
        "method.__webmethod__",
        'getattr(method, "__webmethods__", [])',
        'hasattr(method, "__webmethod__")',
        'vars(method)["__webmethods__"]',
        'attrgetter("__webmethod__")(method)',
    ],
)
def test_T2_a_reader_is_found_however_it_reads(project: Path, reading: str) -> None:
    write(
        project,
        "shop/server.py",
        f"def entries(method):\n    found = {reading}\n    print(found)\n",
    )
    assert hosts(project) == ["shop/server.py:2 entries"]


def test_T28_a_check_in_the_tests_is_a_reader_too(project: Path) -> None:
    write(
        project,
        "tests/test_api.py",
        "def test_public(api):\n    assert all(m.__webmethod__.level for m in api)\n",
    )
    assert hosts(project) == ["tests/test_api.py:2 test_public"]


@pytest.mark.parametrize(
    "writing",
    [
        "f.__webmethods__ = [*f.__webmethods__, entry]",
        "f.__dict__.setdefault('__webmethods__', []).append(entry)",
        "setattr(f, '__webmethod__', entry)",
        "vars(f)['__webmethod__'] = entry",
    ],
)
def test_a_decorator_that_reads_what_it_writes_is_no_reader(project: Path, writing: str) -> None:
    seen = "if not hasattr(f, '__webmethods__'):"
    code = f"def mark(f, entry):\n    {seen}\n        {writing}\n    return f\n"
    write(project, "shop/marking.py", code)
    write(project, "shop/use.py", "from shop.marking import mark\n\nmark(print, 1)\n")
    assert hosts(project) == []


def test_of_functions_that_give_on_what_they_read_the_ends_are_told(project: Path) -> None:
    """Nobody goes by the others when these have changed."""
    write(project, "shop/routes.py", ROUTES)
    write(
        project,
        "shop/lookup.py",
        "from shop.routes import get_routes\n\n\n"
        "def find_route(protocol, path):\n"
        "    return next(r for r in get_routes(protocol) if r.path == path)\n\n\n"
        "def start(protocol):\n"
        "    print(get_routes(protocol))\n",
    )
    write(
        project,
        "shop/auth.py",
        "from shop import lookup\n\n\n"
        "class Auth:\n"
        "    def allow(self, path):\n"
        "        return lookup.find_route(self.protocol, path).public\n",
    )
    write(
        project,
        "shop/main.py",
        "from shop.lookup import start\n\n\ndef main():\n    return start(None)\n",
    )
    assert hosts(project) == ["shop/auth.py:6 Auth.allow", "shop/lookup.py:9 start"]
    told = [host.message for host in plan_migration(project / "shop_api").hosts]
    assert told[0].endswith("; with it go `find_route`, `get_routes`")
    assert told[1].endswith("; with it goes `get_routes`")


def test_functions_that_read_for_each_other_alone_are_all_told(project: Path) -> None:
    """There is no end that could be told in their place."""
    write(
        project,
        "shop/walk.py",
        "def first(m):\n    return second(m) or m.__webmethod__\n\n\n"
        "def second(m):\n    return first(m) or m.__webmethod__\n",
    )
    assert hosts(project) == ["shop/walk.py:2 first", "shop/walk.py:6 second"]


@pytest.mark.parametrize(
    ("name", "code", "instead"),
    [
        ("routes", "return [Route(m.__webmethod__.route) for m in x]", "`mount("),
        ("find", "return re.match(x.__webmethod__.route, '/')", "`find_operation("),
        ("client", "return x.__webmethod__", "`find_operation`, or a client"),
        ("openapi", "return x.__webmethod__", "`routeshift openapi`"),
        ("check_all", "return x.__webmethod__", "`mount` checks"),
        ("x", "return x.__webmethod__", "`discover(...)`"),
    ],
)
def test_each_is_told_what_finds_routers_too(
    project: Path, name: str, code: str, instead: str
) -> None:
    write(project, "shop/server.py", f"import re\n\n\ndef {name}(x):\n    {code}\n")
    (host,) = plan_migration(project / "shop_api").hosts
    assert instead in host.message


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("return x.__webmethod__  # routeshift: accept it reads both kinds", 0),
        ("# routeshift: accept it reads both kinds\n    return x.__webmethod__", 0),
        ("return x.__webmethod__  # routeshift: accept", 1),
    ],
)
def test_a_comment_with_a_reason_accepts_one(project: Path, line: str, count: int) -> None:
    write(project, "shop/server.py", f"def f(x):\n    {line}\n")
    assert len(hosts(project)) == count


def test_T24_nothing_is_written_while_a_host_would_lose_operations(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "shop/routes.py", ROUTES)
    before = {path: path.read_bytes() for path in project.rglob("*.py")}
    words = ["migrate", str(project / "shop_api")]
    assert run([*words, "--write", "--allow-dirty"]) == 1
    assert {path: path.read_bytes() for path in project.rglob("*.py")} == before
    told = capsys.readouterr().err
    assert f"{project / 'shop' / 'routes.py'}:2" in told
    assert "--hosts later" in told


def test_later_writes_and_a_check_keeps_reminding(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "shop/routes.py", ROUTES)
    words = ["migrate", str(project / "shop_api")]
    assert run([*words, "--write", "--allow-dirty", "--hosts", "later"]) == 0
    assert run([*words, "--check"]) == 2
    assert "reads what the decorator leaves" in capsys.readouterr().out
    write(project, "shop/routes.py", "")
    assert run([*words, "--check"]) == 0


def test_a_scan_lists_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "shop/routes.py", ROUTES)
    assert run(["scan", str(project / "shop_api")]) == 0
    assert "get_routes: reads what the decorator leaves" in capsys.readouterr().out


@pytest.mark.parametrize(
    "caller",
    [
        "from shop.routes import get_routes as read\n\n\ndef start(p):\n    read(p)\n",
        "def start(p):\n    from shop.routes import get_routes\n\n    get_routes(p)\n",
        "def start(p):\n    from shop import routes as r\n\n    r.get_routes(p)\n",
        "def start(p):\n    from shop.routes import get_routes as read\n\n    map(read, p)\n",
    ],
)
def test_who_calls_a_reader_is_found_by_whatever_name_it_is_imported(
    project: Path, caller: str
) -> None:
    write(project, "shop/routes.py", ROUTES)
    write(project, "shop/main.py", caller)
    line = len(caller.splitlines())
    assert hosts(project) == [f"shop/main.py:{line} start"]


@pytest.mark.parametrize(
    "code",
    [
        "def start(get_routes):\n    print(get_routes)\n",
        "def start():\n    get_routes = []\n    print(get_routes)\n",
        "def start(get_routes):\n    def inner():\n        print(get_routes.x)\n",
    ],
)
def test_a_name_of_a_functions_own_is_no_reader(project: Path, code: str) -> None:
    write(project, "shop/routes.py", f"{ROUTES}\n\n{code}")
    assert hosts(project) == ["shop/routes.py:2 get_routes"]


@pytest.mark.parametrize("data", [b"def f(:\n    __webmethods__\n", b"# \xe9\n'__webmethods__'\n"])
def test_T2_what_names_the_metadata_and_cannot_be_read_is_told(project: Path, data: bytes) -> None:
    (project / "shop" / "server.py").write_bytes(data)
    assert hosts(project) == ["shop/server.py:1 server.py"]


def test_each_definition_inside_of_another_that_reads_the_metadata_is_told(project: Path) -> None:
    code = """def make(protocol):
    class Client:
        def __init__(self):
            self.routes = {n: m.__webmethod__ for n, m in vars(protocol).items()}

        def send(self, method):
            return method.__webmethods__

    return Client
"""
    write(project, "shop/client.py", code)
    assert hosts(project) == [
        "shop/client.py:4 make.Client.__init__",
        "shop/client.py:7 make.Client.send",
    ]
