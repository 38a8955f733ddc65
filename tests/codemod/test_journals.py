"""What a run finds of another: it believes its user's state folder, and nothing in the target."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from routeshift.cli import run
from routeshift.errors import WorkTreeError
from routeshift_codemods.apply import swapping
from routeshift_codemods.apply.journal import JOURNAL, Journal
from routeshift_codemods.apply.runs import begun, recover, unfinished
from routeshift_codemods.apply.state import new_folder, state_folder
from routeshift_codemods.apply.writing import write
from routeshift_codemods.changes import FileChange
from routeshift_codemods.migrate import plan_migration

from . import harness
from .interrupting import cut_off, everything

_WHO = ("-c", "user.name=x", "-c", "user.email=x@example.org")
HOOK = b"#!/bin/sh\ntouch planted\n"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "routeshift"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project to migrate, file by file, as where no folders can be exchanged."""
    folder = tmp_path / "project"
    shutil.copytree(harness.CASES / "comments" / "before", folder)
    monkeypatch.setattr(swapping, "can_swap", lambda _: False)
    return folder


@pytest.fixture
def left(project: Path) -> Journal:
    """A run that was killed when it had written everything, and had not said so."""
    return cut_off(plan_migration(project).changes)


def planted(folder: Path) -> None:
    """What a clone can hold: a journal and all that it names, to put a hook into `.git`."""
    place = folder / ".unfinished.x.routeshift"
    place.mkdir()
    (place / "old0").write_bytes(HOOK)
    before = hashlib.sha256(HOOK).hexdigest()
    entry = {"path": ".git/hooks/post-commit", "before": before, "after": None}
    (place / "journal.json").write_text(json.dumps({"folders": [], "entries": [entry]}))


@pytest.mark.process
@pytest.mark.parametrize("words", [[], ["--check"], ["--write"], ["--write", "--allow-dirty"]])
def test_a_journal_that_came_with_a_clone_is_not_believed(project: Path, words: list[str]) -> None:
    planted(project)
    for git in (["init", "-q"], ["add", "-A"], [*_WHO, "commit", "-qm", "x"]):
        subprocess.run(["git", *git], cwd=project, check=True)
    left = everything(project / ".unfinished.x.routeshift")
    assert run(["migrate", str(project), *words]) == (2 if "--check" in words else 0)
    assert not (project / ".git" / "hooks" / "post-commit").exists()
    assert everything(project / ".unfinished.x.routeshift") == left


@pytest.mark.parametrize("name", [".notes.routeshift", ".shop.abc.routeshift", ".routeshift"])
def test_nothing_is_removed_by_the_look_of_its_name(project: Path, name: str) -> None:
    for folder in (project, project / "shop"):
        (folder / name).mkdir()
        (folder / name / "mine.txt").write_text("mine")
    assert run(["migrate", str(project / "shop"), "--write"]) == 0
    assert recover(project) == []
    for folder in (project, project / "shop"):
        assert (folder / name / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--check"],
        ["--write", "--check"],
        ["--write", "--api", "none"],
        ["--write", "--json", "/none/x"],
    ],
)
def test_a_dry_run_and_a_refused_one_touch_no_file(
    project: Path, state: Path, words: list[str]
) -> None:
    planted(project)
    before = everything(project.parent)
    run(["migrate", str(project), *words])
    assert everything(project.parent) == before
    assert not state.exists()


@pytest.mark.process
def test_a_dry_run_leaves_alone_what_a_killed_one_left(project: Path, left: Journal) -> None:
    before = everything(project.parent)
    assert run(["migrate", str(project)]) == 1
    assert everything(project.parent) == before


Tampering = Callable[[dict[str, Any], Journal], None]


def entry(name: str) -> Tampering:
    def tamper(data: dict[str, Any], _: Journal) -> None:
        data["entries"].append({"path": name, "before": "0", "after": None})

    return tamper


def changed(**settings: Any) -> Tampering:
    return lambda data, _: data.update(settings)


def opened(_: dict[str, Any], left: Journal) -> None:
    (left.record / JOURNAL).chmod(0o644)


FORGED: dict[str, Tampering] = {
    "above": entry("../outside.py"),
    "above in the middle": entry("shop/../../outside.py"),
    "absolute": entry("/etc/hostname"),
    "through a symlink": entry("link/x.py"),
    "git's own": entry(".git/hooks/post-commit"),
    "git's own in capitals": entry("shop/.GIT/config"),
    "git's own through a symlink": entry("inner/post-commit"),
    "no name": entry(""),
    "another owner": changed(owner=4321),
    "another run": changed(name="0" * 32),
    "folders elsewhere": changed(folders=["../x"]),
    "no entries": changed(entries=[1]),
    "readable by others": opened,
}


@pytest.mark.process
@pytest.mark.parametrize("tamper", FORGED.values(), ids=FORGED)
def test_a_journal_that_no_run_wrote_there_is_named_and_not_followed(
    project: Path, left: Journal, tamper: Tampering
) -> None:
    (project / "shop" / "link").symlink_to("/etc")
    (project / ".git" / "hooks").mkdir(parents=True)
    (project / "shop" / "inner").symlink_to("../.git/hooks")
    data = json.loads((left.record / JOURNAL).read_text())
    tamper(data, left)
    (left.record / JOURNAL).write_text(json.dumps(data))
    before = everything(project.parent)
    with pytest.raises(WorkTreeError, match="cannot be read") as error:
        recover(project)
    assert error.value.file == left.record
    assert everything(project.parent) == before


@pytest.mark.process
@pytest.mark.parametrize("text", ["", "{}", "[]", "\xff"])
def test_a_journal_that_is_none_is_named(project: Path, left: Journal, text: str) -> None:
    (left.record / JOURNAL).write_text(text)
    with pytest.raises(WorkTreeError, match="cannot be read") as error:
        recover(project)
    assert error.value.file == left.record


@pytest.mark.process
@pytest.mark.parametrize("how", ["other text", "symlink", "gone"])
def test_only_the_old_version_itself_is_put_back(project: Path, left: Journal, how: str) -> None:
    number = next(n for n, one in enumerate(left.entries) if one.before is not None)
    kept = left.kept(number)
    text = kept.read_bytes()
    kept.unlink()
    if how == "other text":
        kept.write_bytes(HOOK)
    elif how == "symlink":
        (project / "twin").write_bytes(text)
        kept.symlink_to(project / "twin")
    before = everything(project)
    with pytest.raises(WorkTreeError, match="old version that a run kept is not there") as error:
        recover(project)
    assert str(left.record) in str(error.value)
    assert everything(project) == before


@pytest.mark.process
def test_a_work_folder_that_is_a_symlink_is_neither_used_nor_removed(
    project: Path, left: Journal
) -> None:
    elsewhere = project.with_name("elsewhere")
    left.work.rename(elsewhere)
    left.work.symlink_to(elsewhere)
    before = everything(elsewhere)
    with pytest.raises(WorkTreeError):
        recover(project)
    assert everything(elsewhere) == before


@pytest.mark.process
def test_a_project_that_was_moved_is_put_back_where_it_is_now(project: Path) -> None:
    before = everything(project)
    cut_off(plan_migration(project).changes)
    moved = project.rename(project.with_name("moved"))
    for target in (moved, moved / "shop"):
        found = unfinished(target)
        assert found is not None
        assert found.folder == moved / "shop"
    assert recover(moved)
    assert everything(moved) == before


@pytest.mark.process
def test_a_copy_is_not_taken_for_the_project(project: Path) -> None:
    """The journal is about the original, for as long as that is there."""
    before = everything(project)
    cut_off(plan_migration(project).changes)
    copy = project.with_name("copy")
    shutil.copytree(project, copy, symlinks=True)
    same = everything(copy)
    assert unfinished(copy) is None
    assert recover(copy) == []
    assert everything(copy) == same
    assert recover(project)
    assert everything(project) == before


@pytest.mark.process
def test_a_project_that_was_put_there_anew_is_not_the_one_of_the_journal(
    project: Path, left: Journal
) -> None:
    shutil.rmtree(project)
    shutil.copytree(harness.CASES / "comments" / "before", project)
    (project / "shop" / "items.py").write_text("# another version\n")
    before = everything(project)
    assert unfinished(project) is None
    assert recover(project) == []
    assert everything(project) == before
    assert not left.record.exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
@pytest.mark.process
@pytest.mark.parametrize("what", ["", "runs"])
def test_what_another_user_wrote_there_is_not_believed(
    project: Path, left: Journal, what: str
) -> None:
    os.chown(state_folder() / what, 1234, 4321)
    before = everything(project)
    assert recover(project) == []
    assert everything(project) == before
    with pytest.raises(WorkTreeError, match="not yours alone"):
        new_folder("runs", project)


def test_a_state_folder_that_others_can_write_to_is_refused(project: Path, state: Path) -> None:
    state.mkdir(parents=True)
    state.chmod(0o777)
    before = everything(project)
    assert run(["migrate", str(project), "--write"]) == 1
    assert everything(project) == before


@pytest.mark.process
@pytest.mark.parametrize("there", ["project", "project/shop"])
def test_a_state_folder_that_could_have_come_with_the_target_is_refused(
    project: Path, state: Path, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(plan_migration(project).changes)
    home = project.parent / there / "state"
    shutil.move(state.parent, home)
    (project / ".git").mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    before = everything(project)
    assert recover(project) == []
    with pytest.raises(WorkTreeError, match="could have come with it"):
        write([FileChange(project / "shop" / "__init__.py", b"", b"x = 1\n")])
    assert everything(project) == before


@pytest.mark.parametrize("given", ["", "state", "./state", None])
def test_a_relative_state_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    if given is not None:
        monkeypatch.setenv("XDG_STATE_HOME", given)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder() == tmp_path / ".local" / "state" / "routeshift"


@pytest.mark.parametrize("beside", [True, False])
def test_a_work_folder_is_recorded_before_it_is_there_and_is_its_users_alone(
    project: Path, beside: bool
) -> None:
    shop = project / "shop"
    with begun(shop, beside=beside) as started:
        assert Journal.load(started.record) == started
        for folder in (started.work, started.record, state_folder()):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((started.record / JOURNAL).stat().st_mode) == 0o600
        assert started.work.parent == (project if beside else shop)
    assert not started.work.exists()
    assert not started.record.exists()


def test_what_stands_where_the_work_folder_would_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _: "known")
    elsewhere = project.with_name("elsewhere")
    elsewhere.mkdir()
    (project / "shop" / ".known.routeshift").symlink_to(elsewhere)
    change = FileChange(project / "shop" / "__init__.py", b"", b"x = 1\n")
    before = everything(project)
    with pytest.raises(WorkTreeError, match="File exists"):
        write([change])
    assert everything(project) == before
    assert not list(elsewhere.iterdir())
