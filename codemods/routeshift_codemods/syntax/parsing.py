"""Parsing: `ast` first, and by way of LibCST for syntax newer than the running interpreter."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from routeshift.errors import TargetError
from routeshift_codemods.once import once
from routeshift_codemods.syntax.quietly import parsed_quietly
from routeshift_codemods.syntax.source import SourceText


@dataclass(frozen=True, slots=True)
class Parsed:
    """A syntax tree.

    Attributes:
        tree: The tree.
        text: What `ast` read: the file's own text, or the same with newer syntax blanked out.
        hidden: The names that are used in what was blanked out, each with its line.
    """

    tree: ast.Module
    text: str
    hidden: tuple[tuple[int, str], ...] = ()


def parse(source: SourceText) -> Parsed:
    """Parse a file; positions in the tree are positions in its text.

    Raises:
        TargetError: No Python that we know reads it.
    """
    try:
        return Parsed(parsed_once(source.path, source.text), source.text)
    except SyntaxError as error:
        # What nests too deep for one Python does so for all, and takes LibCST minutes.
        parsed = None if str(error.msg).startswith("too many") else _newer(source)
        if parsed is not None:
            return parsed
        raise _unparsable(source, error) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _unparsable(source, error) from error


# What a run writes it parses step by step: put together, laid out, and for its proof, each time as
# it was before. By file, for two of one text are two modules, whose nodes are not the same.
@once
def parsed_once(_path: Path, text: str) -> ast.Module:
    """The tree of a text, the same each time."""
    return parsed_quietly(text)


def _newer(source: SourceText) -> Parsed | None:
    # Only the files that `ast` refuses are worth the import and the ten times slower parser.
    from routeshift_codemods.syntax.downgrade import downgraded

    older = downgraded(source.text)
    if older is None:
        return None
    try:
        tree = parsed_once(source.path, older.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return Parsed(tree, older.text, older.hidden)


def _unparsable(source: SourceText, error: Exception) -> TargetError:
    # The most frequent reason, and "invalid syntax" helps nobody with it.
    marker = next((n for n, line in enumerate(source.lines, 1) if line.startswith("<<<<<<< ")), 0)
    if marker:
        return TargetError(
            "The file is in the middle of a merge conflict.",
            file=source.path,
            line=marker,
            hint="Resolve it first.",
        )
    reason = getattr(error, "msg", None) or str(error)
    null = source.text.find("\0")
    line = source.text.count("\n", 0, null) + 1 if null >= 0 else getattr(error, "lineno", None)
    return TargetError(
        f"The file does not parse: {reason}.",
        file=source.path,
        line=line,
        hint="Mend it, or leave it out of the path.",
    )
