"""Calling git in a repository whose own configuration names programs: none of them runs."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from routeshift import git
from routeshift.git import GitError

pytestmark = pytest.mark.process

# Writes down that it ran.
TRAP = "#!/bin/sh\necho ran >> {ran}\n"


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """Where the trap leaves its trace."""
    return tmp_path / "ran"


@pytest.fixture
def trap(tmp_path: Path, ran: Path) -> Path:
    """A program that a hostile repository names."""
    path = tmp_path / "trap"
    path.write_text(TRAP.format(ran=ran))
    path.chmod(0o755)
    return path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "api.py").write_text("old\n")
    call(folder, "init", "-q")
    commit(folder)
    return folder


def call(folder: Path, *words: str, check: bool = True) -> bytes:
    """What git prints as a user calls it, with whatever the repository configures."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, check=check, capture_output=True, timeout=20
    )
    return done.stdout


def commit(folder: Path) -> None:
    call(folder, "add", "-A")
    call(folder, "commit", "-qm", "more")


def ask_everything(folder: Path) -> None:
    """Every question that we put to git."""
    list(git.changed(folder))
    found = git.entries(folder, "HEAD", top=True)
    list(git.blobs(folder, [one.blob for one in found if one.mode != "160000"]))
    git.blob(folder, "HEAD", "api.py")


def fsmonitor(folder: Path, trap: Path) -> tuple[str, ...]:
    call(folder, "config", "core.fsmonitor", str(trap))
    return ("status",)


def hooks(folder: Path, trap: Path) -> tuple[str, ...]:
    (folder / "hooks").mkdir()
    (folder / "hooks" / "post-index-change").symlink_to(trap)
    call(folder, "config", "core.hooksPath", str(folder / "hooks"))
    os.utime(folder / "api.py", (1, 1))
    return ("status",)


def filters(folder: Path, trap: Path, key: str) -> None:
    (folder / "api.py").write_text("old\n")
    (folder / ".git" / "info" / "attributes").write_text("*.py filter=x.Y-z\n")
    call(folder, "config", f"filter.x.Y-z.{key}", str(trap))
    call(folder, "config", "filter.x.Y-z.required", "true")


def clean(folder: Path, trap: Path) -> tuple[str, ...]:
    filters(folder, trap, "clean")
    return ("status",)


def process(folder: Path, trap: Path) -> tuple[str, ...]:
    filters(folder, trap, "process")
    return ("status",)


def included(folder: Path, trap: Path) -> tuple[str, ...]:
    """The filter is configured in a file that the configuration includes."""
    filters(folder, trap, "clean")
    config = folder / ".git" / "config"
    config.rename(folder / ".git" / "more")
    config.write_text("[include]\n\tpath = more\n")
    return ("status",)


def smudge(folder: Path, trap: Path) -> tuple[str, ...]:
    filters(folder, trap, "smudge")
    return ("archive", "HEAD", "api.py")


def submodule(folder: Path, trap: Path) -> tuple[str, ...]:
    inner = folder.with_name("inner")
    inner.mkdir()
    (inner / "x").touch()
    call(inner, "init", "-q")
    commit(inner)
    call(folder, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "sub")
    commit(folder)
    call(folder / "sub", "config", "core.fsmonitor", str(trap))
    return ("status",)


def textconv(folder: Path, trap: Path) -> tuple[str, ...]:
    (folder / ".git" / "info" / "attributes").write_text("*.py diff=x\n")
    call(folder, "config", "diff.x.textconv", str(trap))
    return ("show", "--ext-diff", "HEAD")


def external(folder: Path, trap: Path) -> tuple[str, ...]:
    call(folder, "config", "diff.external", str(trap))
    (folder / "api.py").write_text("new\n")
    return ("diff",)


def signatures(folder: Path, trap: Path) -> tuple[str, ...]:
    text = call(folder, "cat-file", "commit", "HEAD").decode()
    head, _, told = text.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    signed = folder.with_name("signed")
    signed.write_text(f"{head}\n{signature}\n\n{told}")
    name = call(folder, "hash-object", "-t", "commit", "-w", str(signed)).decode().strip()
    call(folder, "reset", "-q", name)
    call(folder, "config", "log.showSignature", "true")
    call(folder, "config", "gpg.program", str(trap))
    return ("show", "HEAD")


def promisor(folder: Path, trap: Path) -> tuple[str, ...]:
    """An object is missing, and the remote that promised it is reached by a program."""
    call(folder, "config", "core.repositoryFormatVersion", "1")
    call(folder, "config", "extensions.partialClone", "origin")
    call(folder, "config", "remote.origin.url", str(folder))
    call(folder, "config", "remote.origin.promisor", "true")
    call(folder, "config", "remote.origin.uploadpack", str(trap))
    call(folder, "config", "protocol.file.allow", "always")
    blob = call(folder, "rev-parse", "HEAD:api.py").decode().strip()
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    return ("show", "HEAD:api.py")


TRAPS: list[Callable[[Path, Path], tuple[str, ...]]] = [
    fsmonitor,
    hooks,
    clean,
    process,
    included,
    smudge,
    submodule,
    textconv,
    external,
    signatures,
    promisor,
]


@pytest.mark.parametrize("set_trap", TRAPS, ids=lambda trap: trap.__name__)
def test_no_program_runs_that_a_repository_names(
    repository: Path, trap: Path, ran: Path, set_trap: Callable[[Path, Path], tuple[str, ...]]
) -> None:
    words = set_trap(repository, trap)
    ran.unlink(missing_ok=True)
    with contextlib.suppress(GitError):
        ask_everything(repository)
    assert not ran.exists()
    # The trap is one: it takes in whoever calls git as a user does.
    call(repository, *words, check=False)
    assert ran.exists()


def test_a_filter_whose_name_cannot_be_emptied_is_refused(
    repository: Path, trap: Path, ran: Path
) -> None:
    filters(repository, trap, "clean")
    config = repository / ".git" / "config"
    config.write_text(config.read_text().replace("x.Y-z", "x=y"))
    (repository / ".git" / "info" / "attributes").write_text("*.py filter=x=y\n")
    with pytest.raises(GitError, match="odd name"):
        list(git.changed(repository))
    assert not ran.exists()


def test_a_folder_that_looks_like_a_bare_repository_is_none(repository: Path) -> None:
    """A clone can hold one, with a configuration."""
    bare = repository / "docs"
    call(repository, "init", "-q", "--bare", str(bare))
    with pytest.raises(GitError, match="bare"):
        git.entries(bare, "HEAD")


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXEC_PATH"])
def test_variables_that_lead_git_elsewhere_are_not_followed(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    call(other, "init", "-q")
    (repository / "new.py").touch()
    monkeypatch.setenv(name, str(other / ".git"))
    assert list(git.changed(repository)) == [repository / "new.py"]
    assert [one.path for one in git.entries(repository, "HEAD", top=True)] == [b"api.py"]


@pytest.mark.parametrize("key", ["core.worktree", "status.showUntrackedFiles", "core.bare"])
def test_no_setting_of_the_repository_hides_a_change(repository: Path, key: str) -> None:
    (repository / "new.py").touch()
    values = {"core.worktree": "/", "status.showUntrackedFiles": "no", "core.bare": "true"}
    call(repository, "config", key, values[key])
    assert list(git.changed(repository)) == [repository / "new.py"]


def test_a_git_folder_that_is_none_does_not_lead_to_the_one_above(repository: Path) -> None:
    inner = repository / "inner"
    (inner / ".git").mkdir(parents=True)
    with pytest.raises(GitError, match="not a git repository"):
        list(git.changed(inner))


def test_a_replaced_object_is_not_believed(repository: Path) -> None:
    old = call(repository, "rev-parse", "HEAD:api.py").decode().strip()
    (repository / "api.py").write_text("forged\n")
    new = call(repository, "hash-object", "-w", "api.py").decode().strip()
    call(repository, "replace", old, new)
    assert list(git.blobs(repository, [old])) == [b"old\n"]


def test_a_file_that_a_symlink_of_the_revision_names(repository: Path) -> None:
    (repository / "link.py").symlink_to("api.py")
    (repository / "out.py").symlink_to("/etc/passwd")
    commit(repository)
    assert git.blob(repository, "HEAD", "link.py") == b"old\n"
    with pytest.raises(GitError, match="a symlink that leads out of the repository"):
        git.blob(repository, "HEAD", "out.py")
