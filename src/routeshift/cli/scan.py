"""`routeshift scan`: what a package declares, without importing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from routeshift._words import plural
from routeshift.cli._options import Implementations, Json, Sources
from routeshift.cli._output import console, print_table, print_unimplemented, working
from routeshift.printable import line, plain

if TYPE_CHECKING:
    from rich.console import Console

    from routeshift_codemods.scan import Scan, Scanned


def scan(
    path: Sources,
    implementations: Implementations = None,
    json_: Json = False,
) -> int:
    """List every operation, and what needs a decision.

    Nothing is imported: the source is read. Exit code 1 when a file that may declare an API
    cannot be read, or an operation is declared twice.
    """
    from routeshift_codemods.scan import scan as scanned

    with working(f"Reading {path}"):
        result = scanned(path, implementations or ())
    told = [*result.inventory.unreadable.values(), *result.inventory.conflicts()]
    if json_:
        typer.echo(json.dumps(result.as_json(), indent=2, default=str))
    else:
        _print(result)
    for error in told:
        typer.echo(plain(f"routeshift: {error}"), err=True)
    return 1 if result.problems else 0


def _print(result: Scan) -> None:
    columns = ("api", "operation", "kind", "takes", "where")
    print_table(columns, [_cells(scanned) for scanned in result.operations])
    _print_notes(result, console())
    print_unimplemented(result.inventory.unimplemented, console())
    typer.echo(_totals(result))


def _cells(scanned: Scanned) -> tuple[str, ...]:
    from routeshift_codemods.scan import relative

    operation = scanned.operation
    source = operation.source
    where = "" if source is None else f"{relative(source.file, Path.cwd())}:{source.line}"
    flags = " (deprecated)" if operation.deprecated else ""
    return (operation.api, f"{operation}{flags}", operation.kind, scanned.shape or "", where)


def _print_notes(result: Scan, out: Console) -> None:
    from routeshift_codemods.scan import relative

    words = {
        "ignored": "skipped",
        "cannot": "cannot be rewritten yet",
        "decision": "needs a decision",
        "info": "note",
    }
    for note in result.notes:
        place = f"{relative(note.path, Path.cwd())}:{note.line}"
        text = line(note.sentence(place, words[note.kind]))
        out.print(text, markup=False, highlight=False, soft_wrap=True)


def _totals(result: Scan) -> str:
    legacy = [s for s in result.operations if s.operation.kind == "legacy"]
    apis = {s.operation.api for s in result.operations}
    routers = len(result.operations) - len(legacy)
    kinds = f"{plural(len(legacy), 'legacy operation')}, {plural(routers, 'router operation')}"
    return f"{plural(len(apis), 'API')}: {kinds}."
