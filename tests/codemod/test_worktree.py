"""The guard against burying what git has not got yet."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from routeshift.cli import run
from routeshift.errors import WorkTreeError
from routeshift_codemods.apply.worktree import refuse_dirty

from . import harness

pytestmark = pytest.mark.process


@pytest.fixture
def repositories(tmp_path: Path) -> Path:
    """A folder of two clean work trees, each with a package to migrate."""
    for name in ("one", "two"):
        folder = tmp_path / "both" / name
        shutil.copytree(harness.CASES / "bare_body" / "before" / "shop", folder / f"shop_{name}")
        _git(folder, "init", "-q")
        _git(folder, "add", ".")
        _git(folder, "commit", "-qm", "first")
    return tmp_path / "both"


def _git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_clean_work_trees_are_fine(repositories: Path) -> None:
    refuse_dirty(repositories.rglob("*.py"))


def test_a_file_that_git_has_not_got_is_named(repositories: Path) -> None:
    new = repositories / "one" / "new.txt"
    new.touch()
    with pytest.raises(WorkTreeError, match="uncommitted changes") as error:
        refuse_dirty([repositories / "one" / "shop_one"])
    assert error.value.file == new


def test_a_symlink_leads_to_its_work_tree(repositories: Path) -> None:
    (repositories / "one" / "new.txt").touch()
    link = repositories / "link"
    link.symlink_to("one/shop_one")
    with pytest.raises(WorkTreeError, match="uncommitted changes"):
        refuse_dirty([link])


def test_every_work_tree_that_a_run_writes_into_is_looked_at(
    repositories: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = repositories / "two" / "shop_two" / "items.py"
    items.write_text(items.read_text().replace("/items", "/others").replace("Item", "Other"))
    before = harness.files(repositories)
    assert run(["migrate", str(repositories), "--write"]) == 1
    assert "two/shop_two/items.py: The git work tree" in capsys.readouterr().err
    assert harness.files(repositories) == before
    _git(repositories / "two", "commit", "-qam", "second")
    assert run(["migrate", str(repositories), "--write"]) == 0


def test_what_git_cannot_tell_is_refused(repositories: Path) -> None:
    (repositories / "one" / ".git" / "HEAD").write_text("nonsense")
    with pytest.raises(WorkTreeError, match="Git cannot tell"):
        refuse_dirty([repositories / "one"])


def _untracked(folder: Path) -> None:
    _git(folder, "rm", "-rq", "--cached", "shop_one")
    _git(folder, "commit", "-qm", "second")
    _git(folder, "config", "status.showUntrackedFiles", "no")


def _ignored(folder: Path) -> None:
    (folder / ".gitignore").write_text("shop_one\n")
    _git(folder, "rm", "-rq", "--cached", "shop_one")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "second")


def _hidden(flag: str) -> Callable[[Path], None]:
    def hide(folder: Path) -> None:
        items = folder / "shop_one" / "items.py"
        _git(folder, "update-index", flag, "shop_one/items.py")
        items.write_text(items.read_text() + "# mine\n")

    return hide


WAYS_PAST_STATUS: dict[str, Callable[[Path], None]] = {
    "untracked": _untracked,
    "ignored": _ignored,
    "assume-unchanged": _hidden("--assume-unchanged"),
    "skip-worktree": _hidden("--skip-worktree"),
}


@pytest.mark.parametrize("hide", WAYS_PAST_STATUS.values(), ids=WAYS_PAST_STATUS)
def test_a_file_that_would_change_must_be_in_the_last_commit_as_it_is(
    repositories: Path, hide: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = repositories / "one"
    hide(folder)
    before = harness.files(folder)
    assert run(["migrate", str(folder), "--write"]) == 1
    said = capsys.readouterr().err
    assert "or pass --allow-dirty" in said
    assert "want the commit before it in place of HEAD" in said
    assert harness.files(folder) == before
    assert run(["migrate", str(folder), "--write", "--allow-dirty"]) == 0


def test_another_repository_of_the_environment_is_not_asked(
    repositories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a hook of it, or below `git rebase --exec`."""
    items = repositories / "one" / "shop_one" / "items.py"
    items.write_text(items.read_text() + "# mine\n")
    clean = repositories / "two"
    monkeypatch.setenv("GIT_DIR", str(clean / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(clean))
    monkeypatch.setenv("GIT_INDEX_FILE", str(clean / ".git" / "index"))
    assert run(["migrate", str(repositories / "one"), "--write"]) == 1


def test_no_program_of_the_repository_runs(repositories: Path, tmp_path: Path) -> None:
    folder, ran = repositories / "one", tmp_path / "ran"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {ran}\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "filter.x.clean", "core.pager", "diff.external"):
        _git(folder, "config", key, str(trap))
    (folder / ".git" / "hooks" / "post-index-change").symlink_to(trap)
    (folder / ".git" / "info" / "attributes").write_text("* filter=x\n")
    ran.unlink(missing_ok=True)
    assert run(["migrate", str(folder), "--write"]) == 0
    assert not ran.exists()


def test_other_line_ends_in_the_work_tree_are_no_change(repositories: Path) -> None:
    folder = repositories / "one"
    _git(folder, "config", "core.autocrlf", "true")
    for file in (folder / "shop_one").glob("*.py"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    _git(folder, "add", ".")
    assert run(["migrate", str(folder), "--write"]) == 0


@pytest.mark.parametrize("kind", ["worktree", "submodule"])
def test_a_work_tree_whose_git_folder_is_elsewhere(repositories: Path, kind: str) -> None:
    outer = repositories / "two"
    if kind == "worktree":
        folder = repositories / "three"
        _git(repositories / "one", "worktree", "add", "-q", str(folder))
    else:
        allow = ["-c", "protocol.file.allow=always"]
        _git(outer, *allow, "submodule", "-q", "add", str(repositories / "one"), "sub")
        _git(outer, "commit", "-qm", "second")
        folder = outer / "sub"
    assert (folder / ".git").is_file()
    items = folder / "shop_one" / "items.py"
    text = items.read_text()
    items.write_text(text + "# mine\n")
    assert run(["migrate", str(folder), "--write"]) == 1
    items.write_text(text)
    assert run(["migrate", str(folder), "--write"]) == 0
    assert (folder / "shop_one" / "items" / "routes.py").exists()


def test_a_repository_of_sha256_ids(tmp_path: Path) -> None:
    folder = tmp_path / "sha256"
    shutil.copytree(harness.CASES / "bare_body" / "before", folder)
    _git(folder, "init", "-q", "--object-format=sha256")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "first")
    assert run(["migrate", str(folder), "--write"]) == 0


class TestOutsideGit:
    """There is no way back in git: the files are kept in the user's state folder."""

    @pytest.fixture
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        folder = tmp_path / "project"
        shutil.copytree(harness.CASES / "bare_body" / "before", folder)
        (folder / "shop" / "items.py").chmod(0o640)
        return folder

    def test_what_changes_is_kept_and_the_user_told_where(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = (project / "shop" / "items.py").read_bytes()
        assert run(["migrate", str(project), "--write"]) == 0
        told = capsys.readouterr().err
        assert "No git work tree leads back from this" in told
        (copy,) = (project.parent / "state" / "routeshift" / "kept").rglob("items.py")
        assert str(copy.parent) in told
        assert copy.read_bytes() == text
        assert copy.stat().st_mode & 0o777 == 0o640
        assert copy.parents[1].stat().st_mode & 0o777 == 0o700

    def test_unless_nobody_wants_a_way_back(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["migrate", str(project), "--write", "--allow-dirty"]) == 0
        assert not (project.parent / "state" / "routeshift" / "kept").exists()
        assert "leads back" not in capsys.readouterr().err

    def test_nothing_is_kept_of_a_run_that_did_not_write(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (project / "shop" / "items.py").chmod(0o440)
        assert run(["migrate", str(project), "--write"]) == 1
        assert not list((project.parent / "state" / "routeshift" / "kept").iterdir())
