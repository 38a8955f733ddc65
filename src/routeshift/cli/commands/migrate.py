"""`routeshift migrate`: from webmethods to routers, shown first and written when asked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from routeshift.cli.notes import print_decided, print_notes, print_undecided
from routeshift.cli.options import AllowDirty, Implementations, Sources, WriteDecisions
from routeshift.cli.output import (
    console,
    print_table,
    print_unimplemented,
    refuse_unwritable,
    working,
    write_text,
)
from routeshift.cli.writing import print_kept, put_back, write_changes
from routeshift.printable import json_text, line, plain
from routeshift.wire.binding import Lists
from routeshift.wording import plural

if TYPE_CHECKING:
    from rich.console import Console

    from routeshift_codemods.report import Migration


class Hosts(StrEnum):
    """What of hosts that read what the decorator leaves."""

    LATER = "later"


class Convention(StrEnum):
    """What implementations of operations with path parameters take."""

    SPLIT = "split"
    WHOLE = "whole"


def migrate(
    path: Sources,
    api: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this API; repeat for more.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the files: all or none.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 2 when something would change.")
    ] = False,
    json_: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="FILE", help="Write the report as JSON to this file; - prints."
        ),
    ] = None,
    allow_dirty: AllowDirty = False,
    convention: Annotated[
        Convention | None,
        typer.Option(
            help="split: path parameters stay as they are; whole: they go into the request model."
        ),
    ] = None,
    lists: Annotated[
        Lists | None,
        typer.Option(
            help="Where lists on GET and DELETE are read from: query and body; the query alone, "
            "as documented; the body alone, as the old server did."
        ),
    ] = None,
    implementations: Implementations = None,
    hosts: Annotated[
        Hosts | None,
        typer.Option(
            help="later: write though code of the project reads what the decorator leaves, which "
            "finds nothing of a router."
        ),
    ] = None,
    skip: Annotated[
        bool,
        typer.Option("--skip", help="Leave what cannot be rewritten as it is; exit 2 if any."),
    ] = False,
    write_decisions: WriteDecisions = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No diff, only the report.")] = False,
) -> int:
    """Rewrite webmethods as FastAPI routers, shown first.

    Without --write, the diff and the report are shown. Nothing of PATH is imported. A second run
    changes nothing.
    """
    from routeshift_codemods.apply.worktree import refuse_dirty
    from routeshift_codemods.migrate import plan_migration

    if write and check:
        raise typer.BadParameter("--write and --check exclude each other.")
    if json_ is not None and str(json_) != "-":
        refuse_unwritable(json_)
    put_back(path, write=write)
    _exists(path)
    if write and not allow_dirty:
        refuse_dirty([path])
    with working(f"Reading {path}"):
        plan = plan_migration(
            path,
            api or (),
            skip=skip,
            write_decisions=write_decisions,
            convention=convention,
            lists=lists,
            implementations=tuple(implementations) if implementations else None,
        )
    if write and hosts is None:
        _refuse_to_strand(plan)
    kept = write_changes(plan.changes, allow_dirty=allow_dirty) if write else None
    _report(plan, json_, written=write, quiet=quiet or write or check)
    print_kept(kept)
    return 2 if plan.left or (check and (plan.changes or plan.hosts)) else 0


def _refuse_to_strand(plan: Migration) -> None:
    """Refuse to take from hosts what they read: they would serve nothing, and say nothing."""
    from routeshift.errors import DeclarationError

    if not plan.hosts or not plan.apis:
        return
    first, *others = plan.hosts
    more = f", and so do {plural(len(others), 'other place')}" if others else ""
    raise DeclarationError(
        f"{first.subject} reads what the decorator leaves{more}: what moves to a router is lost "
        "there without a word.",
        file=first.path,
        line=first.line,
        hint="They are all listed without --write, each with what finds routers too. Move them, "
        "put `# routeshift: accept` and the reason at a line that may stay, or pass "
        "--hosts later.",
    )


def _exists(path: Path) -> None:
    from routeshift.errors import TargetError

    if not path.exists():
        raise TargetError(f"There is no {path}.", hint="Give the path of a package.")


def _report(plan: Migration, json_: Path | None, *, written: bool, quiet: bool) -> None:
    if json_ is not None:
        text = json_text(plan.as_json(), ascii_only=True)
        if str(json_) == "-":
            typer.echo(text)
            return
        write_text(json_, text + "\n")
    out = console()
    if not quiet:
        _print_diff(plan, out)
    _print_apis(plan)
    _print_notes(plan, out)
    print_unimplemented(plan.unimplemented, out)
    print_undecided(plan.undecided)
    print_decided(plan.decided, written=written)
    _print_files(plan, out, written=written)


def _print_diff(plan: Migration, console: Console) -> None:
    from rich.text import Text

    from routeshift_codemods.scan import relative

    styles = {"+": "green", "-": "red", "@": "cyan"}
    for change in plan.changes:
        for row in change.diff(relative(change.path, Path.cwd())):
            if console.is_terminal:
                # Not as Syntax, which cuts off what is wider than the terminal.
                console.print(Text(plain(row.rstrip("\n")), styles.get(row[0], "")), soft_wrap=True)
            else:
                # A patch, to be applied as it is.
                typer.echo(row, nl=False)


def _print_apis(plan: Migration) -> None:
    from routeshift_codemods.scan import relative

    if not plan.apis:
        return
    rows = [
        (api.name, str(api.operations), ", ".join(api.requests) or "none", where)
        for api in plan.apis
        for where in (relative(api.path, Path.cwd()),)
    ]
    print_table(("api", "operations", "new request models", "from"), rows)


def _print_notes(plan: Migration, console: Console) -> None:
    words = {
        "ignored": "skipped",
        "cannot": "skipped, it cannot be rewritten",
        "decision": "needs a decision",
        "host": "reads what the decorator leaves",
        "info": "note",
    }
    notes = [note for api in plan.apis for note in (*api.kept, *api.notes)]
    print_notes([*notes, *plan.notes, *plan.hosts], words, console)
    for error in plan.unreadable:
        console.print(line(f"not touched: {error}"), markup=False, highlight=False, soft_wrap=True)


def _print_files(plan: Migration, console: Console, *, written: bool) -> None:
    from routeshift_codemods.scan import relative

    if not plan.changes:
        found = (
            "what is left is skipped" if plan.left else "there is no legacy operation to migrate"
        )
        console.print(f"Nothing to change: {found}.")
        return
    for change in plan.changes:
        console.print(
            line(f"{change.kind:8} {relative(change.path, Path.cwd())}"),
            markup=False,
            highlight=False,
        )
    count = plural(len(plan.changes), "file")
    told = f"Wrote {count}." if written else f"Would change {count}; --write applies."
    console.print(told, highlight=False)
