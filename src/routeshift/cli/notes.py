"""Notes of the codemod on a terminal: those that are alike together, and what is to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from routeshift.printable import line, plain
from routeshift.wording import plural

if TYPE_CHECKING:
    from rich.console import Console

    from routeshift_codemods.plan.decisions.deciding import Undecided
    from routeshift_codemods.resolve.decisions import Decision
    from routeshift_codemods.resolve.records import Diagnostic


def print_notes(notes: Iterable[Diagnostic], words: Mapping[str, str], out: Console) -> None:
    """Print notes: what several say alike is said once, with the place of each below it.

    Args:
        notes: The notes, in order.
        words: What each kind is called.
        out: Where to.
    """
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for note in notes:
        groups.setdefault((note.kind, note.about[1]), []).append(note)
    for (kind, said), alike in groups.items():
        if len(alike) == 1:
            _print(alike[0].sentence(_place(alike[0]), words[kind]), out)
            continue
        opening = "... " if alike[0].about[0] else ""
        _print(f"{words[kind]}, {len(alike)} alike: {opening}{said}.", out)
        for note in alike:
            name = f": {note.about[0]}" if note.about[0] else ""
            _print(f"  {_place(note)}: {note.subject}{name}", out)


def print_undecided(undecided: Undecided) -> None:
    """Print what is to be decided, to be pasted as it is."""
    count = len(undecided.decisions)
    if not count:
        return
    told = "1 decision is open." if count == 1 else f"{count} decisions are open."
    if undecided.unchanging:
        told += " Paste this into pyproject.toml, or let --write-decisions write it:"
    else:
        told += " Only a person can decide, in pyproject.toml:"
    typer.echo(plain(f"{told}\n\n{undecided.as_toml()}"))


def print_decided(decisions: tuple[Decision, ...], *, written: bool) -> None:
    """Print how much was decided, or would be."""
    if decisions:
        word = "Decided" if written else "Would decide"
        count = plural(len(decisions), "setting")
        typer.echo(f"{word} {count} as clients know it, in pyproject.toml.")


def _place(note: Diagnostic) -> str:
    from routeshift_codemods.scan import relative

    return f"{relative(note.path, Path.cwd())}:{note.line}"


def _print(text: str, out: Console) -> None:
    out.print(line(text), markup=False, highlight=False, soft_wrap=True)
