"""A run that is killed or interrupted at any moment: nothing is lost, nothing stays half done."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from effort import EFFORT

from routeshift.cli import run
from routeshift.errors import WorkTreeError
from routeshift_codemods.apply import swapping
from routeshift_codemods.apply.journal import SUFFIX
from routeshift_codemods.apply.runs import recover
from routeshift_codemods.apply.state import state_folder
from routeshift_codemods.apply.writing import write
from routeshift_codemods.changes import FileChange
from routeshift_codemods.migrate import plan_migration

from . import harness
from .interrupting import Tree, cut_off, everything, stopped

pytestmark = pytest.mark.process

PYPROJECT = '[project]\nname = "shop"\ndependencies = []\n'
EXCHANGING = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names")
WAYS = [
    pytest.param("whole", marks=EXCHANGING),
    pytest.param("parts", marks=EXCHANGING),
    pytest.param("renaming"),
]
LONG = [pytest.param(*way.values, marks=[*way.marks, pytest.mark.long]) for way in WAYS]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a package to migrate, and files beside its modules."""
    folder = tmp_path / "project"
    shutil.copytree(harness.CASES / "comments" / "before", folder)
    shop = folder / "shop"
    (shop / "data").mkdir()
    (shop / "data" / "kept.bin").write_bytes(b"\0")
    (shop / ".hidden").write_text("x")
    (shop / "link").symlink_to("data/kept.bin")
    (shop / "items.py").chmod(0o640)
    return folder


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def changes(project: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> list[FileChange]:
    """What a run writes in one of the ways to do it."""
    if way != "whole":
        (project / ".git").mkdir()
        (project / "pyproject.toml").write_text(PYPROJECT)
    if way == "renaming":
        monkeypatch.setattr(swapping, "can_swap", lambda _: False)
    return list(plan_migration(project).changes)


def after(project: Path, changes: Sequence[FileChange]) -> Tree:
    """The tree when a run has gone through."""
    copy = project.with_name("copy") / project.name
    shutil.copytree(project, copy, symlinks=True)
    write([moved(change, project, copy) for change in changes])
    return everything(copy)


def moved(change: FileChange, old: Path, new: Path) -> FileChange:
    """The same change of the same project elsewhere."""
    origin = change.origin and new / change.origin.relative_to(old)
    return replace(change, path=new / change.path.relative_to(old), origin=origin)


# Every sixth step, every third in the long run.
STRIDE = max(1, 6 // EFFORT)


def stops(project: Path, changes: Sequence[FileChange], number: int) -> Iterator[int]:
    """Stop a run at each of its steps; what it left is there to look at."""
    safe, before = project.with_name("safe"), everything(project)
    shutil.copytree(project, safe, symlinks=True)
    for step in itertools.count(1, STRIDE):
        if not stopped(changes, step, number):
            assert step > 20
            return
        yield step
        shutil.rmtree(state_folder(), ignore_errors=True)
        if everything(project) != before:
            shutil.rmtree(project)
            shutil.copytree(safe, project, symlinks=True)


@pytest.mark.generated
@pytest.mark.parametrize("way", [WAYS[0], LONG[1], WAYS[2]])
def test_after_a_kill_at_any_step_the_next_run_finds_the_old_or_the_new_tree(
    project: Path, changes: list[FileChange]
) -> None:
    before, new = everything(project), after(project, changes)
    found = set()
    for step in stops(project, changes, signal.SIGKILL):
        told = recover(project / "shop")
        tree = everything(project)
        assert tree in (before, new), step
        assert not (told and tree != before), step
        found.add(tree == new)
    assert found == {False, True}


@pytest.mark.generated
@EXCHANGING
@pytest.mark.parametrize("way", ["whole"])
def test_a_folder_that_is_exchanged_is_the_old_or_the_new_one_at_once(
    project: Path, changes: list[FileChange]
) -> None:
    before, new = everything(project / "shop"), after(project, changes)
    new = {name.removeprefix("shop/"): held for name, held in new.items() if name != "shop"}
    for step in stops(project, changes, signal.SIGKILL):
        assert everything(project / "shop") in (before, new), step


@pytest.mark.generated
@pytest.mark.parametrize("way", [WAYS[0], *LONG[1:]])
def test_an_interrupt_at_any_step_leaves_the_old_or_the_new_tree(
    project: Path, changes: list[FileChange]
) -> None:
    before, new = everything(project), after(project, changes)
    for step in stops(project, changes, signal.SIGINT):
        tree = everything(project)
        assert {n: held for n, held in tree.items() if SUFFIX not in n} in (before, new), step
        assert recover(project) == [], step
        assert everything(project) in (before, new), step


@pytest.mark.generated
@pytest.mark.parametrize("way", ["renaming"])
def test_whatever_a_killed_run_left_can_be_imported(
    project: Path, changes: list[FileChange]
) -> None:
    seen = []
    for _ in stops(project, changes, signal.SIGKILL):
        tree = {name: held for name, held in everything(project).items() if name[-3:] == ".py"}
        if tree not in seen:
            seen.append(tree)
            done = _import(project)
            assert done.returncode == 0, done.stderr
    assert len(seen) > 2


def _import(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-c", "import shop.items; shop.items.Items"]
    paths = os.pathsep.join([str(project), str(harness.CASES.parent / "support")])
    variables = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("way", ["renaming"])
def test_the_next_run_says_in_one_sentence_that_it_puts_files_back(
    project: Path, changes: list[FileChange], capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(project)
    cut_off(changes)
    assert run(["migrate", str(project)]) == 1
    assert "A run was cut off here while it wrote." in capsys.readouterr().err
    assert run(["migrate", str(project), "--write", "--allow-dirty", "--api", "none"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("routeshift: A run was cut off here; its files were put back.\n")
    assert everything(project) == before


@pytest.mark.parametrize("way", ["renaming"])
def test_a_target_that_the_killed_run_had_removed_comes_back(
    project: Path, changes: list[FileChange]
) -> None:
    target = project / "shop" / "items.py"
    cut_off(changes)
    assert not target.exists()
    assert run(["migrate", str(target), "--write", "--allow-dirty"]) == 0
    assert (project / "shop" / "items" / "routes.py").exists()


@pytest.mark.parametrize("way", ["renaming"])
def test_a_file_that_changed_after_the_kill_is_not_put_back(
    project: Path, changes: list[FileChange]
) -> None:
    cut_off(changes)
    (project / "shop" / "items.py").write_text("# mine\n")
    before = everything(project)
    with pytest.raises(WorkTreeError, match="changed since") as error:
        recover(project)
    assert error.value.file == project / "shop" / "items.py"
    assert everything(project) == before


@pytest.mark.parametrize("way", ["renaming"])
def test_nothing_is_written_where_a_run_was_cut_off(
    project: Path, changes: list[FileChange]
) -> None:
    cut_off(changes)
    left = everything(project)
    shop = project / "shop" / "__init__.py"
    with pytest.raises(WorkTreeError, match="was cut off"):
        write([FileChange(shop, shop.read_bytes(), b"x = 1\n")])
    assert everything(project) == left


_HOLD = """
import os, pathlib, sys
from routeshift_codemods.apply.runs import begun
with begun(pathlib.Path(sys.argv[1]), beside=sys.argv[2] == "beside"):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("beside", ["beside", "in"])
@pytest.mark.parametrize("way", ["whole"])
def test_where_another_run_writes_nothing_is_written_or_put_back(
    project: Path, changes: list[FileChange], beside: str
) -> None:
    before = everything(project / "shop")
    command = [sys.executable, "-c", _HOLD, str(project / "shop"), beside]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(WorkTreeError, match="Another run is writing"):
            recover(project / "shop")
        with pytest.raises(WorkTreeError, match="Another run is writing"):
            write(changes)
        assert {n: h for n, h in everything(project / "shop").items() if n in before} == before
        other.communicate(b"\n")
    write(changes)
