"""Decisions on the command line: many alike are told once, what is printed can be pasted."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from routeshift.cli import run

METHODS = "".join(
    f"""
    @webmethod(route="/items/{number}", method="PUT", level="v1")
    async def change_{number}(self, name: str) -> str: ...

    @webmethod(route="/lists/{number}", method="GET", level="v1")
    async def list_{number}(self, ids_{number}: list[str]) -> str: ...
"""
    for number in range(3)
)
LEGACY = f"""from typing import Protocol
from legacy_decorator import webmethod


class Items(Protocol):{METHODS}"""
PROJECT = '[project]\nname = "shop"\ndependencies = ["fastapi"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with six decisions of two kinds, seen from its folder."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("")
    (tmp_path / "shop" / "items.py").write_text(LEGACY)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [["scan"], ["migrate", "--quiet"]])
def test_many_alike_are_told_once_each_with_its_place(
    project: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run([*command, "shop"]) == 0
    out = capsys.readouterr().out
    assert out.count("declared PUT, served POST") == out.count("is a list on GET") == 1
    assert "needs a decision, 3 alike: declared PUT, served POST" in out
    assert "needs a decision, 3 alike: ... is a list on GET: " in out
    assert "\n  shop/items.py:13: Items.change_1\n" in out
    assert "\n  shop/items.py:16: Items.list_1: `ids_1`\n" in out


@pytest.mark.parametrize("command", [["scan"], ["migrate", "--quiet"]])
def test_what_the_report_prints_is_pasted_as_it_is(
    project: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    run([*command, "shop"])
    out = capsys.readouterr().out
    assert "6 decisions are open." in out
    told = out[out.index("[tool.routeshift.decisions.") :].splitlines()
    end = next(n for n, line in enumerate(told) if line and not line.startswith(("[", "me", "li")))
    (project / "pyproject.toml").write_text(PROJECT + "\n" + "\n".join(told[:end]))
    assert run([*command, "shop"]) == 0
    out = capsys.readouterr().out
    assert "decision" not in out


def test_scan_writes_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "shop", "--write-decisions"]) == 0
    captured = capsys.readouterr()
    assert "Decided 6 settings as clients know it, in pyproject.toml.\n" in captured.out
    assert "needs a decision" not in captured.out
    written = (project / "pyproject.toml").read_text()
    assert written.startswith(PROJECT)
    run(["scan", "shop", "--write-decisions"])
    assert (project / "pyproject.toml").read_text() == written


def test_migrate_shows_them_first_and_writes_them_with_the_code(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", "shop", "--write-decisions"]) == 0
    out = capsys.readouterr().out
    assert '+[tool.routeshift.decisions."items.change_0"]\n+method = "POST"' in out
    assert "Would decide 6 settings as clients know it, in pyproject.toml.\n" in out
    assert (project / "pyproject.toml").read_text() == PROJECT
    assert run(["migrate", "shop", "--write-decisions", "--write"]) == 0
    assert (project / "shop" / "items" / "routes.py").exists()
    assert (project / "pyproject.toml").read_text().count("[tool.routeshift.decisions.") == 6
    assert run(["migrate", "shop", "--write-decisions", "--check"]) == 0


def test_json_tells_what_was_decided(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["migrate", "shop", "--write-decisions", "--json", "-"])
    report = json.loads(capsys.readouterr().out)
    assert len(report["decided"]) == 6
    assert report["apis"][0]["decisions"] == []


@pytest.mark.parametrize("command", ["scan", "migrate"])
def test_a_project_file_that_does_not_parse_is_one_sentence(
    project: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (project / "pyproject.toml").write_text("[project]\nname = = 1\n")
    assert run([command, "shop", "--write-decisions"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("routeshift: ")
    assert "pyproject.toml:2: It is not TOML" in err
    assert err.count("\n") == 1


@pytest.mark.process
def test_what_git_has_not_got_is_not_written_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", *who, *words], cwd=project, check=True, capture_output=True)
    (project / "pyproject.toml").write_text(f"{PROJECT}# mine\n")
    assert run(["scan", "shop", "--write-decisions"]) == 1
    assert "pyproject.toml: " in capsys.readouterr().err
    assert (project / "pyproject.toml").read_text() == f"{PROJECT}# mine\n"
    assert run(["scan", "shop", "--write-decisions", "--allow-dirty"]) == 0
    assert (project / "pyproject.toml").read_text().startswith(f"{PROJECT}# mine\n\n[tool.")
