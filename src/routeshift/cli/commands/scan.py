"""`routeshift scan`: what a package declares, without importing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routeshift.cli.options import (
    AllowDirty,
    Implementations,
    Json,
    Printed,
    Reports,
    Sources,
    WriteDecisions,
)
from routeshift.cli.output import complain, working
from routeshift.cli.reporting import asked, deliver
from routeshift.cli.writing import print_kept, put_back, write_changes

if TYPE_CHECKING:
    from routeshift_codemods.resolve import Decision
    from routeshift_codemods.scan import Scan


def scan(
    path: Sources,
    implementations: Implementations = None,
    format_: Printed = None,
    reports: Reports = None,
    json_: Json = False,
    write_decisions: WriteDecisions = False,
    allow_dirty: AllowDirty = False,
) -> int:
    """List every operation, and what needs a decision.

    Nothing is imported: the source is read. Exit code 1 when a file that may declare an API
    cannot be read, or an operation is declared twice.
    """
    from routeshift_codemods.reporting import report_of_scan
    from routeshift_codemods.scan import scan as scanned

    wanted = asked(format_, reports, json=json_)
    if write_decisions:
        put_back(path, write=True)
    with working(f"Reading {path}"):
        result = scanned(path, implementations or ())
    decided = _decide(result, allow_dirty=allow_dirty) if write_decisions else ()
    if decided:
        result = scanned(path, implementations or ())
    deliver(report_of_scan(result, decided), wanted)
    if not wanted.for_people:
        for error in (*result.inventory.unreadable.values(), *result.inventory.conflicts()):
            complain(str(error))
    return 1 if result.problems else 0


def _decide(result: Scan, *, allow_dirty: bool) -> tuple[Decision, ...]:
    """Write the decisions with an answer that changes nothing for clients."""
    change = result.decided_change()
    if change is None:
        return ()
    print_kept(write_changes([change], allow_dirty=allow_dirty))
    return result.undecided.unchanging
