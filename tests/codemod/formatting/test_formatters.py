"""Whose formatter lays out what a run writes, and what becomes of a run without one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from routeshift.errors import RouteshiftError
from routeshift_codemods.formatting.formatters import find_formatter
from routeshift_codemods.formatting.laying_out import FileDraft, laid_out
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.migrate import plan_migration

from .. import harness

LINT = "[tool.ruff]\nline-length = 90\n"
LONG = f"x = f({'a' * 20}, {'b' * 20})\n"


def draft(folder: Path, text: str, before: str = "") -> FileDraft:
    folder.mkdir(exist_ok=True)
    return FileDraft(folder / "new.py", text, before, not before)


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ("[tool.black]\n", "black"),
        (LINT, "ruff"),
        (f"{LINT}[tool.black]\n", "black"),
        (f"{LINT}[tool.ruff.format]\n[tool.black]\n", "ruff"),
        ("", "ruff"),
    ],
)
def test_black_formats_where_ruff_is_only_told_to_lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, name: str
) -> None:
    programs(tmp_path, monkeypatch, "black", "ruff")
    (tmp_path / "pyproject.toml").write_text(settings)
    assert find_formatter(Tree(tmp_path), tmp_path).name == name


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """An environment that has no other programs than these."""
    monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
    monkeypatch.setenv("PATH", str(folder / "bin"))
    (folder / "bin").mkdir()
    for name in names:
        (folder / "bin" / name).touch(0o755)


def test_where_black_is_not_installed_ruff_lays_out_as_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path, monkeypatch, "ruff")
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nline-length = 50\n")
    found = find_formatter(Tree(tmp_path), tmp_path)
    assert (found.name, found.width) == ("ruff", 50)


def test_a_run_without_ruff_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(harness.CASES / "query" / "before", tmp_path / "project")
    programs(tmp_path, monkeypatch)
    with pytest.raises(RouteshiftError, match=r"There is no ruff\. Install it: pip install ruff\."):
        plan_migration(tmp_path / "project")


def test_settings_that_ruff_does_not_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text("line-length = 50\nrequired-version = '==0.0.1'\n")
    with pytest.raises(RouteshiftError, match=r"version `==0\.0\.1` does not match .*Nothing was"):
        laid_out(Tree(tmp_path), [draft(tmp_path, "x=1\n")])


def test_each_folder_has_its_own_settings_in_one_run(tmp_path: Path) -> None:
    drafts = [draft(tmp_path / name, LONG) for name in ("one", "two", "three")]
    (tmp_path / "one" / "ruff.toml").write_text("line-length = 30\n")
    (tmp_path / "two" / "pyproject.toml").write_text(
        '[tool.ruff]\nline-length = 40\nformat.indent-style = "tab"\n'
    )
    rows = f"x = f(\n    {'a' * 20},\n    {'b' * 20},\n)\n"
    assert laid_out(Tree(tmp_path), drafts) == [rows, rows.replace("    ", "\t"), LONG]


def test_settings_are_found_wherever_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / 'a "quoted" \U0001f600'
    folder.mkdir()
    (folder / "ruff.toml").write_text("line-length = 40\n")
    rows = f"x = f(\n    {'a' * 20},\n    {'b' * 20},\n)\n"
    assert laid_out(Tree(folder), [draft(folder, LONG)]) == [rows]


def test_a_file_that_cannot_be_run_is_no_formatter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path, monkeypatch, "ruff")
    (tmp_path / "bin" / "black").touch(0o644)
    (tmp_path / "pyproject.toml").write_text("[tool.black]\n")
    assert find_formatter(Tree(tmp_path), tmp_path).name == "ruff"


def test_line_ends_are_left_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('format.line-ending = "cr-lf"\n')
    assert laid_out(Tree(tmp_path), [draft(tmp_path, "x=1\n")]) == ["x = 1\n"]


# Lays out and checks more files than a command line of 128 KiB holds.
MANY = """
import sys
from pathlib import Path
from routeshift_codemods.formatting.formatters import find_formatter
from routeshift_codemods.formatting.running import formatted
from routeshift_codemods.index import (Tree, parse_text)
from routeshift_codemods.plan.imports.linting import reported

folder = Path(sys.argv[1])
ruff = find_formatter(Tree(folder), folder)
assert formatted([(ruff, "x  =  y")] * 5000) == ["x = y\\n"] * 5000
found = reported([parse_text("x = y\\n", folder / "x.py", "x")] * 5000)
assert [[use.name for use in uses] for uses in found] == [["y"]] * 5000
"""


@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="there the stack bounds the command line")
def test_files_are_laid_out_and_checked_however_many_there_are(tmp_path: Path) -> None:
    words = ["sh", "-c", 'ulimit -s 512; exec "$@"', "sh", sys.executable, "-c", MANY]
    done = subprocess.run([*words, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
