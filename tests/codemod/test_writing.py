"""All files or none: whatever happens while a run writes, the tree is the old or the new one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply import writing
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.report import FileChange

from . import harness

CASE = harness.CASES / "comments"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a package to migrate."""
    folder = tmp_path / "project"
    shutil.copytree(CASE / "before", folder)
    return folder


def test_a_failure_in_the_middle_leaves_the_old_tree(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a swap of folders, what was renamed is undone."""
    before = harness.files(project)
    changes = plan_migration(project).changes
    monkeypatch.setattr(writing, "can_swap", lambda _: False)
    real, calls = os.replace, []

    def failing(source: str, target: str) -> None:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(WorkTreeError, match="No space left"):
        write(changes)
    assert harness.files(project) == before
    assert not [p for p in project.rglob("*") if p.is_dir() and not any(p.iterdir())]


def test_renaming_alone_gives_the_same_tree(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "can_swap", lambda _: False)
    write(plan_migration(project).changes)
    assert harness.files(project) == harness.files(CASE / "after")


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(project: Path) -> None:
    changes = plan_migration(project).changes
    (project / "shop" / "items.py").write_text("# mine\n")
    with pytest.raises(WorkTreeError, match="changed while"):
        write(changes)
    assert (project / "shop" / "items.py").read_text() == "# mine\n"


def test_unchanged_files_keep_their_times_and_modes(project: Path) -> None:
    other = project / "shop" / "other.py"
    other.write_text("x = 1\n")
    other.chmod(0o750)
    os.utime(other, (1, 1))
    write(plan_migration(project).changes)
    assert (other.stat().st_mode & 0o777, other.stat().st_mtime) == (0o750, 1)


def test_nothing_is_left_beside_the_tree(project: Path) -> None:
    write(plan_migration(project).changes)
    assert [p.name for p in project.iterdir()] == ["shop"]


def test_what_a_killed_run_left_is_removed(project: Path) -> None:
    left = project / ".shop.abc.routeshift"
    (left / "shop").mkdir(parents=True)
    write(plan_migration(project).changes)
    assert not left.exists()


def test_the_folder_that_the_user_stands_in_is_not_replaced(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "shop")
    inode = (project / "shop").stat().st_ino
    write(plan_migration(project).changes)
    assert (project / "shop").stat().st_ino == inode
    assert harness.files(project) == harness.files(CASE / "after")


_WRITE = """
import pickle, sys
from routeshift_codemods.apply.writing import write
changes = pickle.load(open(sys.argv[1], "rb"))
print("ready", flush=True)
sys.stdin.readline()
write(changes)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="exchanging two folders needs Linux")
@pytest.mark.parametrize("delay", [n / 2000 for n in range(12)])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_tree(
    project: Path, tmp_path: Path, delay: float
) -> None:
    import pickle

    many = project / "shop" / "many"
    many.mkdir()
    (many / "__init__.py").write_text("")
    for number in range(60):
        (many / f"m{number}.py").write_text(f"x = {number}\n")
    before = harness.files(project)
    changes = list(plan_migration(project).changes)
    changes += [
        FileChange(path, path.read_bytes(), b"y = 1\n") for path in sorted(many.glob("m*.py"))
    ]
    after = {**before, **{str(c.path.relative_to(project)): c.after for c in changes}}
    stored = tmp_path / "changes"
    stored.write_bytes(pickle.dumps(changes))
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITE, str(stored)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    process.stdin.write("\n")
    process.stdin.flush()
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    found = {k: v for k, v in harness.files(project).items() if k.startswith("shop/")}
    assert found in (before, {name: data for name, data in after.items() if data is not None})
