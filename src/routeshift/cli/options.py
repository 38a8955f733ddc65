"""Arguments and options that several commands take, in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from routeshift.reports import FORMATS

Sources = Annotated[
    Path, typer.Argument(metavar="PATH", help="A package, a folder of packages, or a file.")
]
Target = Annotated[
    str,
    typer.Argument(
        metavar="TARGET",
        help="A package's path, package.module, module:app, or git:REV:PATH.",
    ),
]
Implementations = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="PATH",
        help="Look for implementations here, not in the whole project; repeat for more.",
    ),
]
AllowDirty = Annotated[
    bool,
    typer.Option(
        "--allow-dirty",
        help="Write over what git has not got; without it, files outside git are copied first.",
    ),
]
WriteDecisions = Annotated[
    bool,
    typer.Option(
        "--write-decisions",
        help="Put open decisions into pyproject.toml, where an answer keeps what clients know.",
    ),
]
New = Annotated[str, typer.Argument(metavar="NEW", help="The same, after the change.")]
Python = Annotated[
    str | None,
    typer.Option(metavar="PYTHON", help="Another interpreter, with the target's dependencies."),
]
OldPython = Annotated[
    str | None, typer.Option(metavar="PYTHON", help="Interpreter that has OLD's dependencies.")
]
NewPython = Annotated[
    str | None, typer.Option(metavar="PYTHON", help="Interpreter that has NEW's dependencies.")
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", min=0.1, metavar="N", help="Seconds until a target must have been imported."
    ),
]
Secrets = Annotated[
    list[str] | None,
    typer.Option(
        "--secret",
        metavar="NAME",
        help="A header or parameter never to show, beside the usual ones; repeat for more.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Printed = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help=f"How to print the result: {', '.join(one.name for one in FORMATS)}.",
    ),
]
Reports = Annotated[
    list[Path] | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Write a report too, in the format that its name ends in: "
        f"{', '.join(one.suffixes[0] for one in FORMATS)}; repeat for more.",
    ),
]
