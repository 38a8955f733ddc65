"""`routeshift migrate`: from webmethods to routers, shown first and written when asked."""

from __future__ import annotations

import sys
import textwrap
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click

from routeshift.cli.declaring import Option
from routeshift.cli.options import (
    AllowDirty,
    Implementations,
    Printed,
    Reports,
    Sources,
    WriteDecisions,
)
from routeshift.cli.output import working
from routeshift.cli.reporting import asked, deliver, show
from routeshift.cli.writing import print_kept, put_back, write_changes
from routeshift.wire import Lists
from routeshift.wording import plural

if TYPE_CHECKING:
    from routeshift_codemods.outcome import Migration
    from routeshift_codemods.resolve import Diagnostic


class Hosts(StrEnum):
    """What of hosts that read what the decorator leaves."""

    LATER = "later"
    MOVE = "move"


class Convention(StrEnum):
    """What implementations of operations with path parameters take."""

    SPLIT = "split"
    WHOLE = "whole"


class Reexported(StrEnum):
    """What a module that becomes a package re-exports of what it merely imported."""

    TIGHT = "tight"
    ALL = "all"


class Resolver(StrEnum):
    """The type checkers that can be asked."""

    TY = "ty"
    PYREFLY = "pyrefly"


def migrate(
    path: Sources,
    api: Annotated[
        list[str] | None, Option(metavar="NAME", help="Only this API; repeat for more.")
    ] = None,
    write: Annotated[bool, Option("--write", help="Write the files: all or none.")] = False,
    check: Annotated[
        bool,
        Option(
            "--check",
            help="Write nothing; exit 2 when something would change, or a person has to settle it.",
        ),
    ] = False,
    json_: Annotated[
        Path | None,
        Option("--json", metavar="FILE", help="Write the report as JSON to this file; - prints."),
    ] = None,
    format_: Printed = None,
    reports: Reports = None,
    allow_dirty: AllowDirty = False,
    convention: Annotated[
        Convention | None,
        Option(
            help="split: path parameters stay as they are; whole: they go into the request model."
        ),
    ] = None,
    lists: Annotated[
        Lists | None,
        Option(
            help="Where lists on GET and DELETE are read from: query and body; the query alone, "
            "as documented; the body alone, as the old server did."
        ),
    ] = None,
    implementations: Implementations = None,
    facade: Annotated[
        Reexported | None,
        Option(
            help="tight: a new package hands on what its module imported only where a file of the "
            "project takes it from there; all: it hands on everything."
        ),
    ] = None,
    against: Annotated[
        str | None,
        Option(
            metavar="PACKAGE",
            help="PATH is a provider: only its implementations and calls change, for the routers "
            "of this package, by path or by name.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        Option(
            metavar="OLD..NEW",
            help="PATH is a provider: it follows what changed between two versions of its API's "
            "package, each a path, a name, or git:REV:PATH.",
        ),
    ] = None,
    both: Annotated[
        bool,
        Option(
            "--both",
            help="The provider has to work with an older API, too: its signatures stay, and "
            "`accepts_both` lets them take a request.",
        ),
    ] = False,
    hosts: Annotated[
        Hosts | None,
        Option(
            help="later: write though code of the project reads what the decorator leaves, which "
            "finds nothing of a router; move: with the lines that the report shows for a server, "
            "which mount what has moved."
        ),
    ] = None,
    resolver: Annotated[
        Resolver | None,
        Option(
            help="Ask this type checker, which you install, about receivers that source does not "
            "tell."
        ),
    ] = None,
    skip: Annotated[
        bool,
        Option(
            "--skip",
            help="Leave whatever cannot be rewritten as it is, without naming it; exit 2 if any.",
        ),
    ] = False,
    write_decisions: WriteDecisions = False,
    quiet: Annotated[bool, Option("--quiet", "-q", help="No diff, only the report.")] = False,
    full: Annotated[
        bool,
        Option(
            "--full", help="Show the helpers that routers share on a terminal, too, not in a line."
        ),
    ] = False,
    statistics: Annotated[
        bool,
        Option("--statistics", help="Print how many findings there are of each rule."),
    ] = False,
) -> int:
    """Rewrite webmethods as FastAPI routers, shown first.

    Without --write, the diff and the report are shown. Nothing of PATH is imported. A second run
    changes nothing.
    """
    from routeshift.cli.providers import provider_plan
    from routeshift_codemods.migrate import plan_migration
    from routeshift_codemods.reporting import report_of_migration

    if write and check:
        raise click.UsageError("--write and --check exclude each other.")
    if against and like:
        raise click.UsageError("--against and --like exclude each other.")
    if both and not (against or like):
        raise click.UsageError("--both is for a provider: give --against or --like.")
    if (against or like) and (api or convention or lists or implementations or write_decisions):
        raise click.UsageError("a provider follows what its API's package has decided.")
    printed_json = str(json_) == "-"
    json_file = None if printed_json else json_
    wanted = asked(format_, reports, json=printed_json, json_file=json_file)
    put_back(path, write=write)
    _exists(path)
    with working(f"Reading {path}"):
        if against or like:
            plan = provider_plan(path, against, like, both=both, resolver=resolver)
        else:
            plan = plan_migration(
                path,
                api or (),
                skip=skip,
                write_decisions=write_decisions,
                move_hosts=hosts is Hosts.MOVE,
                convention=convention,
                lists=lists,
                facade=facade,
                resolver=resolver,
                implementations=tuple(implementations) if implementations else None,
            )
    # Whoever wants the lines of servers written does not want a server left that got none.
    is_left = not plan.moved_hosts or any(map(_serves, plan.hosts))
    settled = None if hosts is Hosts.MOVE and is_left else hosts
    if write and settled is None and plan.strands:
        _refuse_to_strand(plan, moving=hosts is Hosts.MOVE)
    kept = write_changes(plan.changes, allow_dirty=allow_dirty) if write else None
    if wanted.for_people and not (quiet or write or check or statistics):
        _print_diff(plan, full=full)
    passed = not (plan.left or (check and (plan.changes or plan.hosts or plan.unmoved)))
    options = _options(
        api=api,
        convention=convention,
        lists=lists,
        facade=facade,
        implementations=implementations,
        against=against,
        like=like,
        both=both,
        resolver=resolver,
        hosts=settled,
        skip=skip,
        allow_dirty=allow_dirty,
    )
    report = report_of_migration(plan, written=write, passed=passed, options=options)
    deliver(report, wanted, statistics=statistics)
    print_kept(kept)
    return 0 if passed else 2


def _refuse_to_strand(plan: Migration, *, moving: bool) -> None:
    """Refuse to take from hosts what they read: they would serve nothing, and say nothing.

    Args:
        plan: The plan, with hosts.
        moving: Whether their lines were to be written.
    """
    from routeshift.errors import DeclarationError

    first, others = _first(plan), len(plan.hosts) - 1
    more = f", and so do {plural(others, 'other place')}" if others else ""
    hint = (
        "They are all listed without --write, each with what finds routers too. Move them, "
        "put `# routeshift: accept` and the reason at a line that may stay, or pass "
        "--hosts later"
    )
    raise DeclarationError(
        f"{first.subject} reads what the decorator leaves{more}: what moves to a router is lost "
        "there without a word.",
        file=first.path,
        line=first.line,
        hint=f"{_unmoved(plan)} {hint}." if moving else f"{hint}; {_MOVE}.",
    )


def _first(plan: Migration) -> Diagnostic:
    """The place to begin with: the server, without which nothing that has moved is served."""
    return min(plan.hosts, key=lambda one: not _serves(one))


def _serves(host: Diagnostic) -> bool:
    return "import discover, mount" in host.code


_MOVE = "--hosts move writes the lines of servers"
_KNOWN = (
    "a function whose loop adds a route for each method of a Protocol, with its implementation "
    "in a table by the key of the loop over APIs or in a parameter, and no condition on the API"
)


def _unmoved(plan: Migration) -> str:
    """Why --hosts move writes no lines, and those that a person can write."""
    first = _first(plan)
    if not first.path.is_relative_to(plan.target):
        return f"It is outside of {plan.target}, where all is written: migrate the whole project."
    if not first.code:
        return f"Its shape is none that --hosts move knows: {_KNOWN}."
    return f"What is to be written there, by you:\n\n{textwrap.indent(first.code, '    ')}\n"


def _exists(path: Path) -> None:
    from routeshift.errors import TargetError

    if not path.exists():
        raise TargetError(f"There is no {path}.", hint="Give the path of a package.")


def _options(**given: Any) -> list[str]:
    """Options as they are written, without those that were not given."""
    words = []
    for name, value in given.items():
        option = f"--{name.replace('_', '-')}"
        for one in value if isinstance(value, list) else [value]:
            words += [option] if one is True else [option, str(one)] if one else []
    return words


def _print_diff(plan: Migration, *, full: bool) -> None:
    """Show it to a person; to a program, print a patch that can be applied as it is."""
    from routeshift_codemods.reporting import diffs
    from routeshift_codemods.scan import relative

    if sys.stdout.isatty():
        show(diffs(plan, full=full))
        return
    for change in plan.changes:
        for row in change.diff(relative(change.path, Path.cwd())):
            click.echo(row, nl=False)
