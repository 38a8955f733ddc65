"""`routeshift init`: settings for a project, or an example to play with."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from routeshift.cli.declaring import Option, Positional
from routeshift.cli.options import AllowDirty
from routeshift.cli.output import working
from routeshift.cli.writing import print_kept, write_changes
from routeshift.errors import TargetError
from routeshift.printable import line
from routeshift.reports import SourceLocation
from routeshift.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift_codemods.starting import Start

_NEXT = """Next:
  cd {folder}
  routeshift scan shop_api          what is there
  routeshift migrate . --api orders the diff, with implementations, calls and tests
  routeshift migrate . --write --allow-dirty
  routeshift serve shop.server:app  both kinds in one app"""


def init(
    path: Annotated[Path, Positional(metavar="PATH", help="The project's folder.")] = Path(),
    example: Annotated[
        Path | None,
        Option(
            "--example",
            metavar="FOLDER",
            help="Put the example shop into this new folder, to play with; nothing else.",
        ),
    ] = None,
    allow_dirty: AllowDirty = False,
) -> int:
    """Find what a project has, and write `[tool.routeshift]`.

    Nothing is imported. It goes to the end of pyproject.toml, which is made when there is none;
    settings that are there stay as they are.
    """
    if example is not None:
        return _put_example(example)
    from routeshift_codemods.starting import start_of

    with working(f"Reading {path}"):
        found = start_of(path.absolute())
    for words in _said(found, path.absolute()):
        click.echo(line(words))
    if found.change is None:
        click.echo(line(f"{path / 'pyproject.toml'} has [tool.routeshift]: it stays as it is."))
        return 0
    print_kept(write_changes([found.change], allow_dirty=allow_dirty))
    click.echo(line(f"{path / 'pyproject.toml'}: [tool.routeshift] is there now."))
    click.echo(
        line(f"Next: {shlex.join(['routeshift', 'scan', SourceLocation(found.target, 1).path])}")
    )
    return 0


def _said(found: Start, folder: Path) -> Iterator[str]:
    kinds = f"{plural(found.legacy, 'legacy operation')}, {found.routes} on routers"
    yield f"package    {found.target.relative_to(folder)}: {kinds}"
    for other in found.others:
        yield f"           {other.relative_to(folder)} has APIs, too"
    for place in found.decorators:
        yield f"decorator  {place.relative_to(folder)}"
    for one in found.unreadable:
        where = str(SourceLocation(one.path, one.line))
        yield f"warning    {one.sentence(where, 'cannot be rewritten yet')}"
    for host in found.hosts:
        yield f"host       {SourceLocation(host.path, host.line)}: {host.message}"
    if found.document is not None:
        yield f"document   {found.document.relative_to(folder)}"
    for error in found.unread:
        yield f"not read   {SourceLocation(error.file or folder, error.line or 1)}: {error.message}"


def _put_example(folder: Path) -> int:
    from routeshift.texts import EXAMPLE

    if folder.exists():
        raise TargetError("It is there already.", file=folder, hint="Name a folder that is not.")
    try:
        shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise TargetError(f"The example cannot be put there: {reason}.", file=folder) from error
    click.echo(line(f"The example shop is in {folder}."))
    click.echo(_NEXT.format(folder=line(shlex.quote(str(folder)))))
    return 0
