"""A folder with a `typing.py` or a `json.py`: they are not taken for Python's own modules."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from routeshift import targets
from routeshift.discovery import load
from routeshift.errors import TargetError
from routeshift.importing import importable

from .codemod import harness

# What Python imports by itself when it looks for the module of `-m`, before any of ours.
_BEFORE_OURS = {
    "collections", "contextlib", "functools", "importlib", "keyword", "operator", "reprlib",
    "types", "warnings",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a package, and a file of the name of each of Python's own modules."""
    for name in sys.stdlib_module_names:
        if not name.startswith("_"):
            (tmp_path / f"{name}.py").write_text("raise SystemExit('a trap')\n")
    source = harness.CASES / "comments" / "before" / "shop"
    for file in source.glob("*.py"):
        (tmp_path / "traps_shop").mkdir(exist_ok=True)
        (tmp_path / "traps_shop" / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(harness.SUPPORT))
    return tmp_path


@pytest.mark.process
@pytest.mark.parametrize("words", [["scan", "traps_shop"], ["routes", "traps_shop"]])
def test_python_m_routeshift_takes_no_module_of_the_working_folder_for_pythons_own(
    folder: Path, words: list[str]
) -> None:
    for name in _BEFORE_OURS:
        (folder / f"{name}.py").unlink()
    command = [sys.executable, "-m", "routeshift", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "/v1/items/{item_id}" in done.stdout


@pytest.mark.process
@pytest.mark.usefixtures("folder")
def test_nor_do_the_processes_that_it_starts() -> None:
    assert "/v1/items/{item_id}" in targets.document("traps_shop")["paths"]


@pytest.mark.process
@pytest.mark.usefixtures("folder")
def test_nor_do_the_sides_of_verify() -> None:
    from routeshift.verify import Settings, verify

    assert not verify("traps_shop", "traps_shop", settings=Settings(cases=1)).findings


@pytest.mark.process
def test_another_program_keeps_its_working_folder(tmp_path: Path) -> None:
    """Its package may import ours while `-m` looks for its module."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "__init__.py").write_text("import routeshift\n")
    (tmp_path / "own" / "__main__.py").write_text("import own_other\n")
    (tmp_path / "own_other.py").write_text("print('found')\n")
    for words in (["own"], ["own", "routeshift"], ["own", "-m", "routeshift"]):
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.stdout == "found\n", done.stderr


def test_a_targets_folder_comes_first_for_all_but_pythons_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a trap')\n")
    (tmp_path / "traps_other.py").write_text("here = True\n")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.delitem(sys.modules, "json")
    importable(os.fspath(tmp_path))
    assert importlib.import_module("json").__file__ == json.__file__
    assert importlib.import_module("traps_other").here


def test_a_package_of_the_name_of_one_of_pythons_own_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "__init__.py").touch()
    with pytest.raises(TargetError, match=r"calendar is the name of a module of Python's own"):
        load(tmp_path / "calendar")
