"""From texts to the files that a run writes, and the proof that these are good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from routeshift.errors import RouteshiftError
from routeshift_codemods.changes import FileChange
from routeshift_codemods.formatting import FileDraft, laid_out
from routeshift_codemods.index import Index
from routeshift_codemods.plan.text import with_line_ends
from routeshift_codemods.syntax import SourceText

_BUG = "This is a bug of the codemod: nothing was written."


def changes_of(
    index: Index, texts: Mapping[Path, tuple[SourceText, str | None]], origins: Mapping[Path, Path]
) -> Iterator[FileChange]:
    """The files that change, laid out.

    Args:
        index: The facts.
        texts: The new text of each file, with the source whose encoding and line ends it takes.
        origins: The module whose code a file takes over, by that file.
    """
    written = [(path, source, text) for path, (source, text) in texts.items() if text is not None]
    drafts = [_draft(index, path, text, origins.get(path)) for path, _, text in written]
    laid = zip(written, laid_out(index.tree, drafts), strict=True)
    after: dict[Path, bytes | None] = dict.fromkeys(texts)
    after |= {path: source.encode(text) for (path, source, _), text in laid}
    for path in sorted(after):
        before = index.tree.read(path)
        if before != after[path]:
            origin = origins.get(path) if before is None else None
            yield FileChange(path, before, after[path], origin)


def _draft(index: Index, path: Path, text: str, origin: Path | None) -> FileDraft:
    """A file to be laid out, with the text that its code comes from."""
    there = index.at(path)
    source = there or (index.at(origin) if origin is not None else None)
    return FileDraft(path, text, source.source.text if source else "", there is None)


def with_layout(index: Index, changes: Sequence[FileChange]) -> list[FileChange]:
    """Changes of a project's own files, those of code laid out, as a `setup.py`.

    Args:
        index: The facts.
        changes: The changes.
    """
    code = python_files(changes)
    drafts = [FileDraft(c.path, _plain(c.after), _plain(c.before), is_new=False) for c in code]
    laid = zip(code, laid_out(index.tree, drafts), strict=True)
    after = {c.path: with_line_ends((c.before or b"").decode(), text) for c, text in laid}
    return [replace(c, after=after[c.path].encode()) if c.path in after else c for c in changes]


def _plain(data: bytes | None) -> str:
    return (data or b"").decode().replace("\r\n", "\n")


def python_files(changes: Sequence[FileChange]) -> list[FileChange]:
    """Those of some changes that are of code."""
    return [change for change in changes if change.path.suffix == ".py"]


def index_after(index: Index, changes: Sequence[FileChange]) -> Index:
    """The index of what would be written, which must parse.

    Args:
        index: The facts as they are.
        changes: What would be written.

    Raises:
        RouteshiftError: It does not parse.
    """
    after = index.over({change.path: change.after for change in changes})
    for change in python_files(changes):
        if change.after is not None and not after.at(change.path):
            raise RouteshiftError(
                f"The rewrite would not parse: {after.unreadable[change.path]}.",
                hint=_BUG,
            )
    return after


def refuse_more(second: Sequence[FileChange]) -> None:
    """Refuse a second run that would change what the first has written.

    Args:
        second: What the second run would change.

    Raises:
        RouteshiftError: It would change something.
    """
    if second:
        raise RouteshiftError("A second run would change more.", file=second[0].path, hint=_BUG)
