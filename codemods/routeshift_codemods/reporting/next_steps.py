"""What to do after a migration was shown or written: commands to copy, each with its reason."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from routeshift.reports import Block, Listing
from routeshift.wording import plural
from routeshift_codemods.index import project_of
from routeshift_codemods.reporting.diagnostics import path_of

if TYPE_CHECKING:
    from routeshift_codemods.outcome import Migration


def next_steps(plan: Migration, options: Sequence[str], *, written: bool) -> Iterator[Block]:
    """The commands that come next.

    Args:
        plan: What the migration does.
        options: The words that followed the path.
        written: Whether it was done.
    """
    if not plan.changes:
        return
    steps = _after(plan, options) if written else _before(plan, options)
    lines = [line for reason, *commands in steps for line in (f"# {reason}", *commands)]
    if lines:
        yield Listing("What comes next:", "\n".join(lines), "sh")


def writing(plan: Migration, options: Sequence[str]) -> tuple[str, ...]:
    """The options that write a plan: who reads what decorators leave is not left by mistake.

    Args:
        plan: What the migration does.
        options: The words that followed the path.
    """
    strands = plan.strands and "--hosts" not in options
    return ("--hosts", "later", "--write") if strands else ("--write",)


def _before(plan: Migration, options: Sequence[str]) -> Iterator[tuple[str, ...]]:
    target = path_of(plan.target)
    write = (*options, *writing(plan, options))
    if len(write) > len(options) + 1:
        count = plural(len(plan.hosts), "place")
        reason = f"move the {count} above that find nothing of a router, or write all the same"
    else:
        reason = "write it, all files or none"
    yield reason, _migrate(target, write)
    if plan.undecided.unchanging:
        reason = "or settle what is open as clients know it, too"
        yield reason, _migrate(target, (*write, "--write-decisions"))
    if plan.outside:
        reason = (
            f"or see what moves with the implementations and calls outside ({len(plan.outside)})"
        )
        # Nothing more than the file: a project has other APIs.
        apis = [] if plan.target.is_dir() else [w for a in plan.apis for w in ("--api", a.name)]
        yield reason, _migrate(path_of(project_of(plan.target)), (*apis, *options))
    yield from _proofs(plan, f"then {_SEE}")


def _after(plan: Migration, options: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield from _proofs(plan, _SEE)
    if plan.against is not None:
        check = _command("check", path_of(plan.target), "--against", path_of(plan.against))
        yield "see that all of it fits", check
    if plan.outside:
        project = path_of(project_of(plan.target))
        against = [_command("check", project, "--against", side) for side in _sides(plan)]
        yield "see which implementations do not fit yet; bridge=True serves them", *against
        around = f"implementations and calls outside ({len(plan.outside)})"
        yield f"commit, then see what moves of the {around}", _migrate(project, options)
    if plan.hosts:
        rest = plural(len(plan.hosts), "place")
        again = _migrate(path_of(plan.target), (*options, "--check"))
        yield f"move the {rest} above, until this finds none", again


# Whoever moves one API after the other has a part of the move in HEAD.
_SEE = "see that no client can tell; until you commit, HEAD is the state before the move"


def _proofs(plan: Migration, reason: str) -> Iterator[tuple[str, ...]]:
    """Both sides as commands take them; the old one is where git has it, read from here."""
    # Whoever writes nothing, as a scan, starts without what writes.
    from routeshift_codemods.apply import top_of

    top = top_of(plan.target.resolve())
    sides = _sides(plan)
    if sides and top is not None and top == top_of(Path.cwd()):
        yield (
            reason,
            *(_command("compare", f"git:HEAD:{s}", s, "--fail-on", "docs") for s in sides),
            *(_command("verify", f"git:HEAD:{s}", s) for s in sides),
        )


def _sides(plan: Migration) -> list[str]:
    """The innermost package around the APIs, of each top package."""
    tops: dict[Path, list[Path]] = {}
    for api in plan.apis:
        folder = api.path.parent
        packages = [f for f in (folder, *folder.parents) if (f / "__init__.py").is_file()]
        if packages:
            tops.setdefault(packages[-1], []).append(folder)
    return [path_of(Path(commonpath(folders))) for folders in tops.values()]


def _migrate(path: str, options: Sequence[str]) -> str:
    return _command("migrate", path, *options)


def _command(*words: str) -> str:
    return shlex.join(("routeshift", *words))
