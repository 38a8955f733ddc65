"""A verification on the terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column, Table
from rich.text import Text

from routeshift.printable import line, plain
from routeshift.verify import Finding, Verification
from routeshift.verify.cases.curl_lines import curl
from routeshift.verify.cases.endpoint import anonymous
from routeshift.verify.findings.grouping import clusters
from routeshift.verify.text import extent, noise_lines, sum_of, value_text
from routeshift.verify.traffic.generated import available
from routeshift.verify.verification import SideFacts
from routeshift.wording import plural

# Operations whose gaps are printed; reports have them all.
_GAPS = 12
_OTHERS = 4


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.0f} cases/s", style="cyan")


@contextlib.contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar with the rate and the time left; none where there is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("verifying"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("verifying", total=None)
        yield lambda done, expected: bar.update(task, completed=done, total=expected)


def show(result: Verification) -> None:
    """Print a verification: the findings, what was not reached, and the sum."""
    console = Console()
    result = result.shown()
    for number, cluster in enumerate(clusters(result.findings), 1):
        finding = cluster[0]
        console.print(_finding(number, finding, result))
        _show_others(console, [f.cause.operation for f in cluster[1:]])
        # Lines to copy are not wrapped.
        for side in (result.old, result.new):
            console.print(Text(curl(finding.case, side.base)), soft_wrap=True)
        console.print()
    _show_starts(console, result)
    _show_gaps(console, result)
    _show_noise(console, result)
    _show_sum(console, result)


def _show_others(console: Console, operations: Sequence[str]) -> None:
    if operations:
        more = f" and {len(operations) - _OTHERS} more" if len(operations) > _OTHERS else ""
        told = f"the same in {', '.join(operations[:_OTHERS])}{more}"
        console.print(Text(line(told), style="dim"))


def _finding(number: int, finding: Finding, result: Verification) -> RenderableType:
    cause = finding.cause
    title = Text.assemble(
        (f"{number}. {plain(cause.operation)}", "bold"),
        "  ",
        (plain(cause.pointer), "red"),
        f"  {line(finding.outcome)}" if finding.outcome else "",
        f"  ({plural(finding.count, 'case')}, {plain(finding.case.origin)})",
    )
    table = Table.grid(Column(), Column(overflow="fold"), padding=(0, 1))
    shown = finding.shown
    for role, side, value in (("old", result.old, shown.old), ("new", result.new, shown.new)):
        table.add_row(Text(f" {role}", style="dim"), Text(value_text(value)))
        table.add_row("", _source(finding, side))
    parts: list[RenderableType] = [title]
    if finding.hint:
        parts.append(Text(line(finding.hint), style="yellow"))
    return Group(*parts, table)


def _source(finding: Finding, side: SideFacts) -> Text:
    return Text(line(side.sources.get(anonymous(finding.cause.operation), "")), style="dim")


def _show_starts(console: Console, result: Verification) -> None:
    starts = [side.start for side in (result.old, result.new) if side.start is not None]
    if result.findings and starts:
        console.print("The curl lines work while these run:")
        for start in starts:
            console.print(Text(line(f"  {start}")), soft_wrap=True)
        console.print()


def _show_gaps(console: Console, result: Verification) -> None:
    gaps = result.coverage.gaps()
    if result.coverage.without_generator:
        how = "" if available() else ": pip install 'routeshift[traffic]'"
        console.print(Text(f"schemathesis was not used{how}", style="dim"))
    if not gaps:
        return
    console.print(f"Not reached, and so not compared, in {len(gaps)} operations:")
    for label, reasons in list(gaps.items())[:_GAPS]:
        told = Text.assemble(f"  {plain(label)}: ", (plain("; ".join(reasons)), "dim"))
        console.print(told, soft_wrap=not console.is_terminal)
    if len(gaps) > _GAPS:
        console.print(f"  and {len(gaps) - _GAPS} more operations: see --report", style="dim")
    console.print()


def _show_noise(console: Console, result: Verification) -> None:
    for told in noise_lines(result):
        console.print(Text(told, style="dim"))


def _show_sum(console: Console, result: Verification) -> None:
    text = f"{sum_of(result)}: {extent(result)}"
    console.print(Text(text, style="bold green" if result.equal else "bold red"))
