"""`routeshift scan`: what a package declares, without importing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from routeshift.cli.notes import print_decided, print_notes, print_undecided
from routeshift.cli.options import AllowDirty, Implementations, Json, Sources, WriteDecisions
from routeshift.cli.output import console, print_table, print_unimplemented, working
from routeshift.cli.writing import print_kept, put_back, write_changes
from routeshift.printable import json_text, plain
from routeshift.wording import plural

if TYPE_CHECKING:
    from routeshift_codemods.resolve.decisions import Decision
    from routeshift_codemods.scan import Scan, Scanned


_WORDS = {
    "ignored": "skipped",
    "cannot": "cannot be rewritten yet",
    "decision": "needs a decision",
    "host": "reads what the decorator leaves",
    "info": "note",
}


def scan(
    path: Sources,
    implementations: Implementations = None,
    json_: Json = False,
    write_decisions: WriteDecisions = False,
    allow_dirty: AllowDirty = False,
) -> int:
    """List every operation, and what needs a decision.

    Nothing is imported: the source is read. Exit code 1 when a file that may declare an API
    cannot be read, or an operation is declared twice.
    """
    from routeshift_codemods.scan import scan as scanned

    if write_decisions:
        put_back(path, write=True)
    with working(f"Reading {path}"):
        result = scanned(path, implementations or ())
    decided = _decide(result, allow_dirty=allow_dirty) if write_decisions else ()
    if decided:
        result = scanned(path, implementations or ())
    told = [*result.inventory.unreadable.values(), *result.inventory.conflicts()]
    if json_:
        typer.echo(json_text(result.as_json(), ascii_only=True))
    else:
        _print(result)
        print_decided(decided, written=True)
    for error in told:
        typer.echo(plain(f"routeshift: {error}"), err=True)
    return 1 if result.problems else 0


def _decide(result: Scan, *, allow_dirty: bool) -> tuple[Decision, ...]:
    """Write the decisions with an answer that changes nothing for clients."""
    change = result.decided_change()
    if change is None:
        return ()
    print_kept(write_changes([change], allow_dirty=allow_dirty))
    return result.undecided.unchanging


def _print(result: Scan) -> None:
    columns = ("api", "operation", "kind", "takes", "where")
    print_table(columns, [_cells(scanned) for scanned in result.operations])
    print_notes(result.notes, _WORDS, console())
    print_unimplemented(result.inventory.unimplemented, console())
    print_undecided(result.undecided)
    typer.echo(_totals(result))


def _cells(scanned: Scanned) -> tuple[str, ...]:
    from routeshift_codemods.scan import relative

    operation = scanned.operation
    source = operation.source
    where = "" if source is None else f"{relative(source.file, Path.cwd())}:{source.line}"
    flags = " (deprecated)" if operation.deprecated else ""
    return (operation.api, f"{operation}{flags}", operation.kind, scanned.shape or "", where)


def _totals(result: Scan) -> str:
    legacy = [s for s in result.operations if s.operation.kind == "legacy"]
    apis = {s.operation.api for s in result.operations}
    routers = len(result.operations) - len(legacy)
    kinds = f"{plural(len(legacy), 'legacy operation')}, {plural(routers, 'router operation')}"
    return f"{plural(len(apis), 'API')}: {kinds}."
