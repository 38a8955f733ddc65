"""The guard against burying what git has not got yet."""

from __future__ import annotations

import shutil
import subprocess
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
