"""`routeshift routes`: every operation of a target, and who serves it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from routeshift.cli.options import Json, Python, Target, Timeout
from routeshift.cli.output import (
    RowFormat,
    print_csv,
    print_json,
    print_markdown,
    print_table,
)
from routeshift.errors import TargetError
from routeshift.inspection import Sort
from routeshift.printable import plain
from routeshift.targets import IMPORT_SECONDS
from routeshift.wire import Kind
from routeshift.wording import meant, plural

if TYPE_CHECKING:
    from routeshift.wire import Operation


def routes(
    target: Target,
    level: Annotated[
        str | None, typer.Option(metavar="LEVEL", help="Only this level, as v1.")
    ] = None,
    deprecated: Annotated[
        bool | None,
        typer.Option("--deprecated/--not-deprecated", help="Only deprecated ones, or none."),
    ] = None,
    api: Annotated[str | None, typer.Option(metavar="NAME", help="Only this API.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind.")] = None,
    text: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Only those with this text in method, path or name."),
    ] = None,
    sort: Annotated[Sort, typer.Option(help="Sort by this.")] = Sort.PATH,
    format_: Annotated[RowFormat, typer.Option("--format", help="How to print.")] = RowFormat.TABLE,
    wide: Annotated[bool, typer.Option("--wide", help="The same as --format wide.")] = False,
    json_: Json = False,
    python: Python = None,
    timeout: Timeout = IMPORT_SECONDS,
) -> int:
    """List the routes of a target, and who serves each.

    Exit code 2 when a method and path is there twice.
    """
    from routeshift.inspection import Filter, conflicts, listed
    from routeshift.targets import routes as routes_of

    found = routes_of(target, python, timeout=timeout)
    apis = {operation.api for operation in found}
    if api is not None and api not in apis:
        hint = meant(api, apis, f"The APIs are: {', '.join(sorted(filter(None, apis))) or 'none'}.")
        raise TargetError(f"There is no API {api!r} in {target}.", hint=hint)
    rows = listed(found, Filter(level, deprecated, api, kind, text), sort)
    chosen = RowFormat.JSON if json_ else RowFormat.WIDE if wide else format_
    _print(rows, len(found), chosen)
    twice = conflicts(found)
    for same in twice:
        places = " and ".join(str(o.source or o.name) for o in same)
        sentence = f"routeshift: {same[0]} is declared more than once: {places}."
        typer.echo(plain(f"{sentence} Only the first is served: remove the others."), err=True)
    return 2 if twice else 0


def _print(rows: list[Operation], total: int, chosen: RowFormat) -> None:
    from routeshift.inspection import NARROW, WIDE, cells, record

    if chosen is RowFormat.JSON:
        print_json([record(operation) for operation in rows])
        return
    columns = NARROW if chosen is RowFormat.TABLE else WIDE
    words = [cells(operation, columns) for operation in rows]
    printers = {RowFormat.CSV: print_csv, RowFormat.MARKDOWN: print_markdown}
    printers.get(chosen, print_table)(columns, words)
    if chosen in (RowFormat.TABLE, RowFormat.WIDE):
        kinds = Counter(operation.kind for operation in rows)
        shown = "" if len(rows) == total else f"{len(rows)} of "
        noun = "operation" if {*kinds} <= {"legacy", "router"} else "route"
        counted = {"legacy": 0, "router": 0} | kinds
        of_each = ", ".join(f"{count} {kind}" for kind, count in counted.items())
        typer.echo(f"{shown}{plural(total, noun)}: {of_each}.")
