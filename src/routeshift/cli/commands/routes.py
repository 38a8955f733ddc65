"""`routeshift routes`: every operation of a target, and who serves it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import click

from routeshift.cli.declaring import Option
from routeshift.cli.options import Json, Python, Target, Timeout
from routeshift.cli.output import (
    RowFormat,
    complain,
    print_csv,
    print_json,
    print_markdown,
    print_table,
)
from routeshift.errors import RouteshiftError, TargetError
from routeshift.inspection import GroupBy, Sort
from routeshift.printable import line, markdown, plain
from routeshift.targets import IMPORT_SECONDS
from routeshift.wire import Kind
from routeshift.wording import meant, plural

if TYPE_CHECKING:
    from routeshift.inspection import Match
    from routeshift.wire import Operation

# Programs read the others, in which a sentence would be a row.
_FOR_PEOPLE = (RowFormat.TABLE, RowFormat.WIDE)


def routes(
    target: Target,
    level: Annotated[str | None, Option(metavar="LEVEL", help="Only this level, as v1.")] = None,
    deprecated: Annotated[
        bool | None,
        Option("--deprecated/--not-deprecated", help="Only deprecated ones, or none."),
    ] = None,
    api: Annotated[str | None, Option(metavar="NAME", help="Only this API.")] = None,
    kind: Annotated[Kind | None, Option(help="Only this kind.")] = None,
    text: Annotated[
        str | None,
        Option(metavar="TEXT", help="Only those with this text in method, path or name."),
    ] = None,
    match: Annotated[
        str | None,
        Option(
            metavar="REQUEST",
            help='Who answers it, and why: "GET /v1/orders/7"; exit 2 when nobody does.',
        ),
    ] = None,
    tree: Annotated[bool, Option("--tree", help="As a tree of paths.")] = False,
    group: Annotated[GroupBy | None, Option(help="Put together what has the same of this.")] = None,
    sort: Annotated[Sort, Option(help="Sort by this.")] = Sort.PATH,
    format_: Annotated[RowFormat, Option("--format", help="How to print.")] = RowFormat.TABLE,
    wide: Annotated[bool, Option("--wide", help="The same as --format wide.")] = False,
    json_: Json = False,
    python: Python = None,
    timeout: Timeout = IMPORT_SECONDS,
) -> int:
    """List the routes of a target, and who serves each.

    Exit code 2 when a method and path is there twice.
    """
    from routeshift.inspection import Filter, conflicts, listed, tree_lines
    from routeshift.targets import routes as routes_of

    found = routes_of(target, python, timeout=timeout)
    apis = {operation.api for operation in found}
    if api is not None and api not in apis:
        hint = meant(api, apis, f"The APIs are: {', '.join(sorted(filter(None, apis))) or 'none'}.")
        raise TargetError(f"There is no API {api!r} in {target}.", hint=hint)
    printed = sum((json_, tree, wide, format_ is not RowFormat.TABLE))
    if printed > 1 or (match and (tree or group)) or (tree and group):
        raise RouteshiftError("These ways to print exclude each other.", hint="Choose one.")
    chosen = RowFormat.JSON if json_ else RowFormat.WIDE if wide else format_
    if match is not None:
        return _answered(found, match, chosen)
    rows = listed(found, Filter(level, deprecated, api, kind, text), sort)
    if tree:
        for words in tree_lines(rows):
            click.echo(words)
    else:
        _print(rows, group, chosen)
        if chosen in _FOR_PEOPLE:
            total = len(listed(found, Filter(kind="page" if kind == "page" else None)))
            click.echo(_counted(rows, total))
            if any(one.kind in ("mount", "host") and "routes" in one.extras for one in rows):
                name = target.rpartition(":")[0] or target
                click.echo(
                    f"Of mounted apps the routes are listed by `routeshift routes {name}:APP`."
                )
    twice = conflicts(found)
    for same in twice:
        places = " and ".join(str(o.source or o.name) for o in same)
        sentence = f"{same[0]} is declared more than once: {places}."
        complain(f"{sentence} Only the first is served: remove the others.")
    return 2 if twice else 0


def _answered(found: list[Operation], request: str, chosen: RowFormat) -> int:
    """Say who answers a request, and which other routes its path fits."""
    from routeshift.inspection import WIDE, Role, matches

    method, path = (*request.split(maxsplit=1), "")[:2]
    method, path = method.upper(), re.split("[?#]", path)[0]
    if not path.startswith("/"):
        hint = 'Write --match "GET /v1/orders/7".'
        raise TargetError(f"{request!r} is no request.", hint=hint)
    every = matches(found, method, path)
    first = every[0] if every and every[0].role is Role.ANSWERS else None
    if chosen is RowFormat.JSON:
        print_json([one.as_json() for one in every])
        return 0 if first else 2
    if chosen in _FOR_PEOPLE:
        said = _answer(first, method, path) if first else _no_answer(found, every, method, path)
        for words in said:
            click.echo(plain(words))
    if every or chosen not in _FOR_PEOPLE:
        brief = ("method", "path", "operation", "api", "kind", "auth", "source")
        columns = brief if chosen is RowFormat.TABLE else WIDE
        roles = [one.role.value for one in every]
        _print_rows(columns, [one.operation for one in every], chosen, ("why", roles))
    return 0 if first else 2


def _answer(first: Match, method: str, path: str) -> Iterator[str]:
    yield f"{method} {path} is answered by {_name(first.operation)}."
    for name, value in first.parameters.items():
        yield f"  {name} = {value}"


def _no_answer(found: list[Operation], every: list[Match], method: str, path: str) -> Iterator[str]:
    from routeshift.inspection import matches

    others = ", ".join(sorted({one.operation.method for one in every}))
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    code = f"405, for that path takes {others} alone" if others else "404"
    if not others and matches(found, method, other):
        code = f"307, to {other}, as long as the app redirects slashes"
    yield f"No route in the list answers {method} {path}: {code}."


def _name(operation: Operation) -> str:
    if operation.kind == "mount":
        return f"what is mounted at {operation.path}, which may have nothing there"
    return operation.name


def _print(rows: list[Operation], group: GroupBy | None, chosen: RowFormat) -> None:
    """Print rows, or groups of them: in CSV by a column more, as a program reads it."""
    from routeshift.inspection import NARROW, WIDE, grouped, record

    columns = NARROW if chosen is RowFormat.TABLE else WIDE
    groups = grouped(rows, group) if group else {}
    if chosen is RowFormat.JSON:
        together = [{"group": name, "routes": [*map(record, own)]} for name, own in groups.items()]
        print_json(together if group else [*map(record, rows)])
    elif chosen is RowFormat.CSV and group:
        each = [(name, one) for name, own in groups.items() for one in own]
        names = [name for name, _ in each]
        _print_rows(columns, [one for _, one in each], chosen, (group.value, names))
    elif group:
        for name, own in groups.items():
            as_markdown = chosen is RowFormat.MARKDOWN
            click.echo(f"## {markdown(name)}\n" if as_markdown else line(f"{name} ({len(own)})"))
            _print_rows(columns, own, chosen)
            click.echo()
    else:
        _print_rows(columns, rows, chosen)


def _print_rows(
    columns: Sequence[str],
    rows: list[Operation],
    chosen: RowFormat,
    first: tuple[str, Sequence[str]] | None = None,
) -> None:
    """Print operations, where it is asked with a column in front of theirs."""
    from routeshift.inspection import address, cells

    words = [cells(operation, columns) for operation in rows]
    if first is not None:
        columns = (first[0], *columns)
        words = [[cell, *row] for cell, row in zip(first[1], words, strict=True)]
    if chosen is RowFormat.CSV:
        print_csv(columns, words)
    elif chosen is RowFormat.MARKDOWN:
        print_markdown(columns, words)
    else:
        print_table(columns, words, [(one.path, address(one)) for one in rows])


def _counted(rows: list[Operation], total: int) -> str:
    kinds = Counter(operation.kind for operation in rows)
    shown = "" if len(rows) == total else f"{len(rows)} of "
    noun = "operation" if {*kinds} <= {"legacy", "router"} else "route"
    counted = {"legacy": 0, "router": 0} | kinds
    of_each = ", ".join(f"{count} {kind}" for kind, count in counted.items())
    return f"{shown}{plural(total, noun)}: {of_each}."
