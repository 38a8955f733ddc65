"""All files or none: what a run that writes keeps, and what keeps it from writing."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from routeshift.errors import WorkTreeError
from routeshift_codemods.apply import swapping
from routeshift_codemods.apply.runs import recover
from routeshift_codemods.apply.writing import write
from routeshift_codemods.changes import FileChange
from routeshift_codemods.migrate import plan_migration

from . import harness

CASE = harness.CASES / "comments"
EXCHANGING = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two names")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a package to migrate."""
    folder = tmp_path / "project"
    shutil.copytree(CASE / "before", folder)
    return folder


@pytest.fixture(params=["exchange", pytest.param("rename")])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to write: with an exchange of folders, and without."""
    if request.param == "rename":
        monkeypatch.setattr(swapping, "can_swap", lambda _: False)
    return str(request.param)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file, hidden ones too, and every empty folder."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    empty = [p for p in folder.rglob("*") if p.is_dir() and not any(p.iterdir())]
    return found | {str(path.relative_to(folder)): b"" for path in empty}


def written(changes: Sequence[FileChange]) -> dict[str, bytes]:
    """The case with changes."""
    found = harness.files(CASE / "before")
    for change in changes:
        name = change.path.as_posix().rpartition("/project/")[2]
        found.pop(name, None)
        if change.after is not None:
            found[name] = change.after
    return found


@pytest.mark.usefixtures("way")
def test_both_ways_give_the_same_tree_and_leave_nothing_beside_it(project: Path) -> None:
    changes = plan_migration(project).changes
    write(changes)
    assert everything(project) == written(changes)
    assert os.listdir(project) == ["shop"]


@EXCHANGING
def test_the_folder_that_holds_all_that_changes_is_exchanged(project: Path) -> None:
    inode = (project / "shop").stat().st_ino
    write(plan_migration(project).changes)
    assert (project / "shop").stat().st_ino != inode


@EXCHANGING
def test_parts_are_exchanged_where_the_whole_cannot_be(project: Path) -> None:
    (project / ".git").mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "x"\ndependencies = []\n')
    inodes = [path.stat().st_ino for path in (project, project / "shop")]
    write(plan_migration(project).changes)
    assert project.stat().st_ino == inodes[0]
    assert (project / "shop").stat().st_ino != inodes[1]
    assert "fastapi" in (project / "pyproject.toml").read_text()


@pytest.mark.process
@pytest.mark.parametrize("place", ["shop", "shop/data"])
def test_a_folder_in_which_a_process_works_is_not_exchanged(project: Path, place: str) -> None:
    (project / "shop" / "data").mkdir()
    changes = plan_migration(project).changes
    inode = (project / "shop").stat().st_ino
    with subprocess.Popen(["sleep", "60"], cwd=project / place) as other:
        write(changes)
        other.kill()
    assert (project / "shop").stat().st_ino == inode
    assert everything(project) == {**written(changes), "shop/data": b""}


def test_the_folder_in_which_the_user_is_is_not_exchanged(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = project.with_name("link")
    link.symlink_to(project)
    monkeypatch.chdir(project / "shop")
    inode = (project / "shop").stat().st_ino
    write(plan_migration(link).changes)
    assert (project / "shop").stat().st_ino == inode
    assert (project / "shop" / "items" / "routes.py").exists()


@pytest.mark.parametrize("held", [".git", ".hg"])
def test_a_folder_that_is_more_than_code_is_not_exchanged(project: Path, held: str) -> None:
    (project / "shop" / held).mkdir()
    changes = plan_migration(project).changes
    inode = (project / "shop").stat().st_ino
    write(changes)
    assert (project / "shop").stat().st_ino == inode
    assert everything(project) == {**written(changes), f"shop/{held}": b""}


@pytest.mark.usefixtures("way")
def test_what_is_not_changed_keeps_all_that_it_has(project: Path) -> None:
    shop = project / "shop"
    other = shop / "other.py"
    other.write_text("x = 1\n")
    other.chmod(0o750)
    os.utime(other, (1, 1))
    os.link(other, project / "twin.py")
    os.mkfifo(shop / "pipe")
    (shop / "here").symlink_to(".")
    (shop / "nowhere").symlink_to("missing")
    (shop / "private").mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as listening:
        _bind(listening, shop / "socket")
        before = {p: p.lstat() for p in (other, shop / "pipe", shop / "socket")}
        write(plan_migration(project).changes)
        for path, found in before.items():
            now = path.lstat()
            assert (now.st_ino, now.st_mode, now.st_mtime, now.st_nlink) == (
                (found.st_ino, found.st_mode, found.st_mtime, found.st_nlink)
            )
    assert os.readlink(shop / "here") == "."
    assert os.readlink(shop / "nowhere") == "missing"
    assert (shop / "private").stat().st_mode & 0o777 == 0o700


def _bind(listening: socket.socket, path: Path) -> None:
    """Make a socket by a short name: the system takes no long ones."""
    with tempfile.TemporaryDirectory() as short:
        (Path(short) / "s").symlink_to(path.parent)
        listening.bind(f"{short}/s/{path.name}")


@pytest.mark.usefixtures("way")
def test_a_changed_file_keeps_its_mode_its_owner_and_its_attributes(project: Path) -> None:
    init = project / "shop" / "__init__.py"
    init.chmod(0o751)
    _mark(init)
    owner = _give_away(init)
    write([FileChange(init, b"", b"x = 1\n")])
    found = init.stat()
    assert found.st_mode & 0o777 == 0o751
    assert (found.st_uid, found.st_gid) == owner
    assert found.st_mtime > 1
    assert _marks(init) == _marks(project / "shop" / "__init__.py")


def _mark(path: Path) -> None:
    try:
        os.setxattr(path, "user.kept", b"1")
    except (OSError, AttributeError):
        pytest.skip("the file system has no attributes")


def _marks(path: Path) -> bytes:
    return os.getxattr(path, "user.kept")


def _give_away(path: Path) -> tuple[int, int]:
    """Give a file to somebody else, when root runs the tests."""
    if os.getuid() == 0:
        os.chown(path, 1234, 4321)
        os.utime(path, (1, 1))
    return path.stat().st_uid, path.stat().st_gid


@pytest.mark.usefixtures("way")
@pytest.mark.skipif(os.getuid() != 0, reason="only root writes in the folders of others")
def test_what_root_writes_belongs_to_whom_the_package_belongs(project: Path) -> None:
    for path in (project, *project.rglob("*")):
        os.chown(path, 1234, 4321)
    write(plan_migration(project).changes)
    owners = {(path.stat().st_uid, path.stat().st_gid) for path in project.rglob("*")}
    assert owners == {(1234, 4321)}


@pytest.mark.usefixtures("way")
def test_other_names_of_a_changed_file_keep_its_old_text(project: Path) -> None:
    init = project / "shop" / "__init__.py"
    twin = project / "twin.py"
    os.link(init, twin)
    write([FileChange(init, b"", b"x = 1\n")])
    assert (init.read_bytes(), twin.read_bytes()) == (b"x = 1\n", b"")


@pytest.mark.usefixtures("way")
def test_what_others_write_while_a_run_writes_is_not_lost(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = project / "shop"
    (shop / "log").write_bytes(b"1\n")
    (shop / "saved.py").write_bytes(b"old")
    real = swapping.copy_changed

    def slow(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        with log.open("ab") as file:
            file.write(b"2\n")
        (shop / "new.py").write_bytes(b"new")
        (shop / ".saved").write_bytes(b"newer")
        os.replace(shop / ".saved", shop / "saved.py")

    log = shop / "log"
    monkeypatch.setattr("routeshift_codemods.apply.writing.copy_changed", slow)
    changes = plan_migration(project).changes
    write(changes)
    if sys.platform == "linux" and swapping.can_swap(shop):
        assert (shop / "log").read_bytes() == b"1\n2\n"
        assert (shop / "new.py").read_bytes() == b"new"
        assert (shop / "saved.py").read_bytes() == b"newer"
    assert harness.files(project).items() >= written(changes).items()


@pytest.mark.parametrize("when", ["planning", "copying"])
def test_a_file_that_changed_since_it_was_read_is_not_overwritten(
    project: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    changes = plan_migration(project).changes
    items = project / "shop" / "items.py"
    if when == "planning":
        items.write_text("# mine\n")
    else:
        copying = "routeshift_codemods.apply.writing.copy_changed"
        monkeypatch.setattr(copying, lambda *_: items.write_text("# mine\n"))
    with pytest.raises(WorkTreeError, match="changed while"):
        write(changes)
    assert everything(project) == {"shop/__init__.py": b"", "shop/items.py": b"# mine\n"}


def test_a_file_that_appeared_since_planning_is_not_overwritten(project: Path) -> None:
    changes = plan_migration(project).changes
    (project / "shop" / "items").mkdir()
    (project / "shop" / "items" / "models.py").write_text("# mine\n")
    before = everything(project)
    with pytest.raises(WorkTreeError, match="changed while"):
        write(changes)
    assert everything(project) == before


def test_a_read_only_file_is_named_and_nothing_is_written(project: Path) -> None:
    changes = plan_migration(project).changes
    (project / "shop" / "items.py").chmod(0o444)
    before = everything(project)
    with pytest.raises(WorkTreeError, match="read-only") as error:
        write(changes)
    assert error.value.file == project / "shop" / "items.py"
    assert everything(project) == before


@pytest.mark.usefixtures("way")
def test_an_error_of_the_system_leaves_the_old_tree(project: Path) -> None:
    changes = [*plan_migration(project).changes]
    changes.append(FileChange(project / "shop" / f"{'n' * 300}.py", None, b""))
    before = everything(project)
    with pytest.raises(WorkTreeError, match=r"too long.*nothing was changed"):
        write(changes)
    assert everything(project) == before


@contextlib.contextmanager
def small_files() -> Iterator[None]:
    """A disk that takes no file of more than 200 bytes, as a full one takes none.

    It takes no more of pytest's own output either, where that goes to a file.
    """
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@pytest.mark.usefixtures("way")
def test_a_full_disk_leaves_the_old_tree(project: Path) -> None:
    changes = plan_migration(project).changes
    before = everything(project)
    with (
        pytest.raises(WorkTreeError, match="too large; nothing was changed"),
        small_files(),
    ):
        write(changes)
    assert everything(project) == before


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_failure_in_the_middle_leaves_the_old_tree(
    project: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """Without an exchange of folders, what was renamed is undone."""
    before = everything(project)
    changes = plan_migration(project).changes
    monkeypatch.setattr(swapping, "can_swap", lambda _: False)
    real, calls = os.replace, []

    def broken(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == failing:
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(WorkTreeError, match="No space left on device; nothing was changed"):
        write(changes)
    assert everything(project) == before


def test_a_failure_that_cannot_be_undone_either_is_undone_by_the_next_run(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(project)
    changes = plan_migration(project).changes
    monkeypatch.setattr(swapping, "can_swap", lambda _: False)
    real_replace, real_unlink = os.replace, Path.unlink
    broken: list[Path] = []

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == "routes.py":
            broken.append(target)
            raise OSError(5, "Input/output error", str(target))
        real_replace(source, target)

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if broken:
            raise OSError(5, "Input/output error", str(path))
        real_unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        patch.setattr(Path, "unlink", unlink)
        with pytest.raises(WorkTreeError, match="cannot be undone: Input/output error"):
            write(changes)
    assert everything(project) != before
    assert recover(project)
    assert everything(project) == before
