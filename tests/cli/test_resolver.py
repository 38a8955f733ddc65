"""`migrate --resolver`: a type checker is asked about what source does not tell, and only then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from codemod.language_servers import speaking

from routeshift.cli import run

pytestmark = pytest.mark.process

FILES = {
    "pyproject.toml": "[project]\nname = 'shop'\n[tool.ty]\n",
    "pyrefly.toml": "[build-system]\ntype = 'custom'\ncommand = ['/bin/false']\n",
    "shop/__init__.py": "",
    "shop/orders.py": """from typing import Protocol
from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="POST", level="v1")
    async def add(self, name: str) -> str: ...
""",
    "shop/service.py": """from shop.orders import Orders


class Service(Orders):
    async def add(self, name: str) -> str:
        return name
""",
    "shop/calls.py": """async def call(x):
    await x.add("a")
""",
}
TELLS = "answer('Orders', ['shop/orders.py:Orders'])"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one call that source does not tell."""
    folder = tmp_path / "project"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    return folder


def test_what_it_tells_moves_and_the_report_says_so(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    speaking(monkeypatch, tmp_path / "bin", TELLS, "ty")
    report = tmp_path / "report.json"
    words = ["migrate", str(project / "shop"), "--resolver", "ty", "--write", "--json", str(report)]
    assert run(words) == 0
    calls = (project / "shop" / "calls.py").read_text()
    assert 'x.add(AddRequest(name="a"))' in calls
    said = "ty was asked about 1 receiver that source does not tell, and decided 1."
    assert said in capsys.readouterr().out
    found = json.loads(report.read_text())["resolver"]
    assert found == {"checker": "ty", "asked": 1, "decided": 1}
    assert run(["migrate", str(project / "shop"), "--check"]) == 0


def test_what_it_does_not_tell_stays_as_it_is(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking(monkeypatch, tmp_path / "bin", "answer('Unknown', [])", "pyrefly")
    assert run(["migrate", str(project / "shop"), "--resolver", "pyrefly", "--write"]) == 0
    calls = (project / "shop" / "calls.py").read_text()
    assert 'x.add("a")' in calls
    assert "# TODO(routeshift): Orders.add" in calls


def test_the_project_may_name_it(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (project / "pyproject.toml").write_text("[tool.routeshift]\nresolver = 'pyrefly'\n")
    speaking(monkeypatch, tmp_path / "bin", TELLS, "pyrefly")
    assert run(["migrate", str(project / "shop"), "--quiet"]) == 0
    assert "pyrefly was asked about 1 receiver" in capsys.readouterr().out


def test_one_that_stops_is_a_note_and_changes_nothing_else(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["migrate", str(project / "shop"), "--quiet"]) == 0
    without = capsys.readouterr().out
    speaking(monkeypatch, tmp_path / "bin", "sys.exit(1)", "ty")
    assert run(["migrate", str(project / "shop"), "--quiet", "--resolver", "ty"]) == 0
    told = capsys.readouterr().out
    note = "project/shop:1: ty: note: it stopped: what it has not answered stays unknown.\n"
    asked = "ty was asked about 1 receiver that source does not tell, and decided 0.\n"
    again = told.replace(note, "").replace(asked, "").replace(" --resolver ty", "")
    assert again == without != told


def test_one_that_is_not_there_is_one_sentence(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(project / "shop"), "--resolver", "pyrefly"]) == 1
    said = capsys.readouterr()
    assert said.err == "routeshift: There is no pyrefly. Install it: pip install pyrefly.\n"
    assert said.out == ""


def test_it_sees_code_and_no_settings(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings may name programs: those that it finds are empty, and it looks no further."""
    log = tmp_path / "log"
    listing = (
        "files = [os.path.join(d, f)[2:] for d, _, fs in os.walk('.') for f in fs]\n"
        "assert not os.path.getsize('ty.toml') + os.path.getsize('pyrefly.toml')\n"
    )
    speaking(
        monkeypatch,
        tmp_path / "bin",
        f"{listing}open({str(log)!r}, 'w').write(' '.join(sorted(files)))\n{TELLS}",
        "ty",
    )
    run(["migrate", str(project / "shop"), "--resolver", "ty"])
    seen = log.read_text().split()
    code = ["shop/__init__.py", "shop/calls.py", "shop/orders.py", "shop/service.py"]
    assert [name for name in seen if name.endswith(".py")] == code
    assert {*seen} - {*code} == {"pyrefly.toml", "ty.toml"}


def test_it_is_not_asked_about_files_that_are_not_there_yet(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is planned is proven by what it has said: here the receiver itself will be another."""
    for name in ("orders", "service"):
        text = FILES[f"shop/{name}.py"].replace("add", "put").replace("rders", "thers")
        (project / "shop" / f"other_{name}.py").write_text(text.replace("shop.o", "shop.other_o"))
    (project / "shop" / "other_orders.py").rename(project / "shop" / "other_others.py")
    (project / "shop" / "calls.py").write_text(
        """from shop.orders import Orders


async def call(orders: Orders, wrapped):
    await wrapped(await orders.add("a")).put("b")
"""
    )
    log = tmp_path / "log"
    starts = f"print('.', end='', file=open('{log}', 'a'), flush=True)\n"
    speaking(monkeypatch, tmp_path / "bin", starts + "answer('Unknown', [])", "ty")
    assert run(["migrate", str(project / "shop"), "--resolver", "ty", "--write"]) == 0
    calls = (project / "shop" / "calls.py").read_text()
    assert 'wrapped(await orders.add(AddRequest(name="a"))).put("b")' in calls
    assert log.read_text() == "."


def test_a_provider_may_ask_too(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    provider = tmp_path / "provider"
    provider.mkdir()
    (project / "shop" / "calls.py").rename(provider / "calls.py")
    assert run(["migrate", str(project / "shop"), "--write"]) == 0
    capsys.readouterr()
    speaking(
        monkeypatch, tmp_path / "bin", "answer('Orders', ['shop/orders/api.py:Orders('])", "ty"
    )
    words = ["migrate", str(provider), "--against", str(project / "shop"), "--resolver", "ty"]
    assert run([*words, "--write"]) == 0
    assert "ty was asked about 1 receiver" in capsys.readouterr().out
    assert 'x.add(AddRequest(name="a"))' in (provider / "calls.py").read_text()
