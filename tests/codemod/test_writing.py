"""All files or none: whatever happens while a run writes, the tree is the old or the new one."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply import writing
from routeshift_codemods.apply.journal import NAME, recover, unfinished
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
    changes = plan_migration(project).changes
    write(changes)
    assert harness.files(project) == _written(changes)


def _written(changes: Sequence[FileChange]) -> dict[str, bytes]:
    """The case with changes."""
    found = harness.files(CASE / "before")
    for change in changes:
        found.pop(_name(change.path), None)
        if change.after is not None:
            found[_name(change.path)] = change.after
    return found


def _name(path: Path) -> str:
    return path.as_posix().rpartition("/project/")[2]


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
    assert recover(project / "shop") is None
    assert not left.exists()


def test_the_folder_that_the_user_stands_in_is_not_replaced(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "shop")
    inode = (project / "shop").stat().st_ino
    changes = plan_migration(project).changes
    write(changes)
    assert (project / "shop").stat().st_ino == inode
    assert harness.files(project) == _written(changes)


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


def _die_at(step: int) -> None:
    """Be killed before the given change of the file system."""
    changing = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link"}
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        reads = event == "open" and arguments[1] in ("r", "rb", None)
        if event in changing and not reads:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _killed(changes: Sequence[FileChange], step: int) -> bool:
    """Whether a process that writes changes reaches a step, and is killed there."""
    child = os.fork()
    if child == 0:
        _die_at(step)
        write(changes)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.fixture
def renaming(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that cannot exchange two folders."""
    monkeypatch.setattr(writing, "can_swap", lambda _: False)


def _states(project: Path, changes: Sequence[FileChange]) -> Iterator[int]:
    """Kill a run before each of its steps; what it left is there to look at."""
    whole = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for step in itertools.count(1):
        if not _killed(changes, step):
            return
        yield step
        shutil.rmtree(project)
        for path, data in whole.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


@pytest.mark.usefixtures("renaming")
def test_a_run_that_was_killed_at_any_step_can_be_undone(project: Path) -> None:
    before = _everything(project)
    steps = []
    for step in _states(project, plan_migration(project).changes):
        steps.append(step)
        recover(project)
        assert _everything(project) == before
    assert len(steps) > 10


@pytest.mark.skipif(sys.platform != "linux", reason="exchanging two folders needs Linux")
def test_an_exchange_that_was_killed_at_any_step_leaves_the_old_or_the_new_tree(
    project: Path,
) -> None:
    changes = plan_migration(project).changes
    trees = (harness.files(project), _written(changes))
    steps = []
    for step in _states(project, changes):
        steps.append(step)
        found = {n: d for n, d in harness.files(project).items() if n.startswith("shop/")}
        assert found in trees
        recover(project / "shop")
        assert _everything(project) in trees
    assert len(steps) > 10


@pytest.mark.usefixtures("renaming")
def test_whatever_a_killed_run_left_can_be_imported(project: Path) -> None:
    seen = []
    for _ in _states(project, plan_migration(project).changes):
        found = {name: data for name, data in _everything(project).items() if ".py" in name[-3:]}
        if found not in seen:
            seen.append(found)
            done = _import(project)
            assert done.returncode == 0, done.stderr
    assert len(seen) > 3


def _import(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-c", "import shop.items; shop.items.Items"]
    paths = os.pathsep.join([str(project), str(harness.CASES.parent / "support")])
    variables = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


def _everything(folder: Path) -> dict[str, bytes]:
    """Every file, hidden ones too, and every empty folder."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    empty = [p for p in folder.rglob("*") if p.is_dir() and not any(p.iterdir())]
    return found | {str(path.relative_to(folder)): b"" for path in empty}


@pytest.mark.usefixtures("renaming")
def test_a_file_that_changed_after_the_kill_is_not_put_back(project: Path) -> None:
    for step in _states(project, plan_migration(project).changes):
        if step == 12:
            break
    (project / "shop" / "items.py").write_text("# mine\n")
    with pytest.raises(WorkTreeError, match="changed since") as error:
        recover(project)
    assert error.value.file == project / "shop" / "items.py"
    assert (project / "shop" / "items.py").read_text() == "# mine\n"


@pytest.mark.usefixtures("renaming")
def test_a_second_run_does_not_write_into_one_that_is_under_way(project: Path) -> None:
    changes = plan_migration(project).changes
    (project / "shop" / NAME).write_text("{}")
    before = _everything(project)
    with pytest.raises(WorkTreeError, match="Another run"):
        write(changes)
    assert _everything(project) == before
    assert unfinished(project) == project / "shop" / NAME


def test_a_read_only_file_is_named_and_nothing_is_written(project: Path) -> None:
    changes = plan_migration(project).changes
    (project / "shop" / "items.py").chmod(0o444)
    before = _everything(project)
    with pytest.raises(WorkTreeError, match="read-only") as error:
        write(changes)
    assert error.value.file == project / "shop" / "items.py"
    assert _everything(project) == before


def test_a_file_that_appeared_since_planning_is_not_overwritten(project: Path) -> None:
    changes = plan_migration(project).changes
    (project / "shop" / "items").mkdir()
    (project / "shop" / "items" / "models.py").write_text("# mine\n")
    before = _everything(project)
    with pytest.raises(WorkTreeError, match="changed while"):
        write(changes)
    assert _everything(project) == before


@pytest.mark.parametrize("swap", [True, False])
def test_a_symlink_stays_one(project: Path, monkeypatch: pytest.MonkeyPatch, swap: bool) -> None:
    if not swap:
        monkeypatch.setattr(writing, "can_swap", lambda _: False)
    elsewhere = project / "elsewhere.py"
    elsewhere.write_text("x = 1\n")
    link = project / "shop" / "link.py"
    link.symlink_to(elsewhere)
    write([FileChange(link, b"x = 1\n", b"x = 2\n")])
    assert link.is_symlink()
    assert elsewhere.read_text() == "x = 2\n"


def test_an_error_of_the_system_leaves_the_old_tree(project: Path) -> None:
    changes = [*plan_migration(project).changes]
    changes.append(FileChange(project / "shop" / f"{'n' * 300}.py", None, b""))
    before = _everything(project)
    with pytest.raises(WorkTreeError, match=r"too long.*nothing was changed"):
        write(changes)
    assert _everything(project) == before
