"""The one place that calls git: what a repository says is data, and runs nothing.

A repository that came in an archive brings its own `.git/config`, and that file can name programs.
Each way from it to a program is shut here, for the few plumbing commands that we use:

| the repository names | what shuts it |
|---|---|
| `core.fsmonitor`, `core.hooksPath` and its hooks | switched off; the index is not written either |
| filters: `clean`, `smudge`, `process` | blobs are read as they are; `status` gets empty ones |
| a remote with a helper, or `core.sshCommand`, for objects that are missing | no transport |
| `diff.external`, `textconv`, `gpg.program`, `core.pager`, aliases | no command here asks them |
| a submodule with a configuration of its own | not entered |
| a folder that looks like a bare repository | only `.git` is one |
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# No repository is so large that reading it takes longer; a pipe in place of a file does.
_SECONDS = 300.0

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
# No transport, no prompt, no lock; and its words in English, of which the last line is quoted.
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitError(Exception):
    """Git could not answer; the text is the reason, as a part of a sentence."""


class NoSuchFileError(GitError):
    """A revision has not got a file."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a revision.

    Attributes:
        path: Where it is, relative to the folder that was asked about.
        mode: `100644`, `100755` for one that can be run, `120000` for a symlink, `160000` for a
            submodule.
        blob: The id of what it holds.
    """

    path: bytes
    mode: str
    blob: str


def entries(folder: Path, revision: str, *, top: bool = False) -> list[TreeEntry]:
    """All that a folder holds in a revision, by path.

    Args:
        folder: A folder of a work tree.
        revision: A commit or tree.
        top: Whether the folder must be the top of its work tree.

    Raises:
        GitError: There is no such repository or revision.
    """
    rows = _run(folder, ("ls-tree", "-r", "-z", revision), top=top).split(b"\0")
    return [_entry(row) for row in rows if row]


def _entry(row: bytes) -> TreeEntry:
    words, _, path = row.partition(b"\t")
    mode, _, blob = words.decode().split(" ")
    return TreeEntry(path, mode, blob)


def blobs(folder: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """What blobs hold, byte for byte: no filter and no conversion of line ends.

    Args:
        folder: A folder of a work tree.
        ids: Their ids.

    Raises:
        GitError: The repository has not got one of them.
    """
    out = _run(folder, ("cat-file", "--batch"), stdin="".join(f"{one}\n" for one in ids).encode())
    at = 0
    for one in ids:
        end = out.find(b"\n", at)
        words = out[at:end].split(b" ")
        if end < 0 or len(words) != 3:
            raise GitError(f"{one} is missing")
        # By their length, for blobs hold newlines.
        at = end + 1 + int(words[2])
        yield out[end + 1 : at]
        at += 1


def blob(folder: Path, revision: str, path: str) -> bytes:
    """What one file holds in a revision; a symlink is followed inside the repository.

    Args:
        folder: A folder of a work tree.
        revision: A commit or tree.
        path: The file, from the top of the repository.

    Raises:
        GitError: There is no such file, or a symlink leads out of the repository.
    """
    if "\n" in f"{revision}{path}":
        raise GitError("there is no such path")
    # Asked once by itself, for git's own words on a revision that is none.
    _run(folder, ("cat-file", "-t", revision))
    words = ("cat-file", "--batch", "--follow-symlinks")
    out = _run(folder, words, stdin=f"{revision}:{path}\n".encode("utf-8", "surrogateescape"))
    head, _, data = out.partition(b"\n")
    found = head.split(b" ")
    if found[0] in _LED_ASTRAY:
        raise GitError(_LED_ASTRAY[found[0]])
    if len(found) != 3 or found[1] != b"blob":
        raise NoSuchFileError("there is no such file")
    return data[: int(found[2])]


# What `cat-file --follow-symlinks` says in place of an id.
_LED_ASTRAY = {
    b"symlink": "it is a symlink that leads out of the repository",
    b"dangling": "it is a symlink that leads nowhere",
    b"loop": "its symlinks lead in a circle",
    b"notdir": "there is no such file",
}


def changed(top: Path) -> Iterator[Path]:
    """The files of a work tree that differ from the last commit or are not in it.

    It is `git status`, which believes what the index says of a file: `assume-unchanged`, and
    what is ignored, stay hidden.

    Args:
        top: The top of the work tree.

    Raises:
        GitError: Git cannot tell.
    """
    # Renames would be two paths in one row, and finding them takes time.
    words = ("status", "--porcelain", "-z", "--untracked-files=normal", "--no-renames")
    out = _run(top, (*words, "--ignore-submodules=all"), top=True, settings=tuple(_no_filters(top)))
    yield from (top / os.fsdecode(row[3:]) for row in out.split(b"\0") if row)


def knows(top: Path, file: Path) -> bool:
    """Whether Git has a file of a work tree, or would have it with the next `git add`.

    Args:
        top: The top of the work tree.
        file: The absolute path of the file.

    Raises:
        GitError: Git cannot tell, as of a file in a submodule.
    """
    listing = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", str(file))
    return bool(_run(top, ("--literal-pathspecs", *listing), top=True))


def _no_filters(top: Path) -> Iterator[str]:
    """Settings that empty the filters that a repository configures."""
    words = ("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    keys = _run(top, words, top=True, none=1).decode("utf-8", "surrogateescape").split("\0")
    for name in dict.fromkeys(key.rpartition(".")[0] for key in keys if key):
        if "=" in name:
            # On git's command line the first "=" ends the name.
            raise GitError(f"it configures a filter with an odd name: {name!r}")
        yield from (f"{name}.clean=", f"{name}.smudge=", f"{name}.process=")
        yield f"{name}.required=false"


def _run(
    folder: Path,
    words: Sequence[str],
    *,
    stdin: bytes = b"",
    top: bool = False,
    settings: Sequence[str] = (),
    none: int = 0,
) -> bytes:
    """What git prints.

    Args:
        folder: Where it runs.
        words: Its command.
        stdin: Its standard input.
        top: Whether the folder must be the top of its work tree, and is it whatever the
            repository's configuration says.
        settings: More settings.
        none: An exit code that is fine, and says that there is nothing.
    """
    options = [word for setting in (*_SETTINGS, *settings) for word in ("-c", setting)]
    command = ["git", "--no-pager", *options, *words]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=stdin,
            capture_output=True,
            check=False,
            cwd=folder,
            env=_environment(folder if top else None),
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"it does not answer within {_SECONDS:g} seconds") from error
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror})") from error
    if done.returncode not in (0, none):
        raise GitError(_said(done.stderr))
    return done.stdout


def _environment(top: Path | None) -> dict[str, str]:
    """This process's variables without those that lead git elsewhere, as `GIT_DIR`."""
    # Hooks run with `GIT_DIR` set, and would let us look at another repository.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    if top is not None:
        kept |= {"GIT_WORK_TREE": str(top), "GIT_CEILING_DIRECTORIES": str(top.parent)}
    return kept | _VARIABLES


def _said(complaint: bytes) -> str:
    """The last line of what git complained, as a part of a sentence."""
    last = complaint.decode("utf-8", "replace").strip().rpartition("\n")[2]
    reason = last.removeprefix("fatal: ").rstrip(".") or "it does not say why"
    return reason[0].lower() + reason[1:]
