"""Arguments and options that several commands take, in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from routeshift.cli.declaring import Option, Positional
from routeshift.reports import FORMATS

Sources = Annotated[
    Path, Positional(metavar="PATH", help="A package, a folder of packages, or a file.")
]
Target = Annotated[
    str,
    Positional(
        metavar="TARGET",
        help="A package's path, package.module, module:app, or git:REV:PATH.",
    ),
]
Implementations = Annotated[
    list[Path] | None,
    Option(
        metavar="PATH",
        help="Look for implementations here, not in the whole project; repeat for more.",
    ),
]
AllowDirty = Annotated[
    bool,
    Option(
        "--allow-dirty",
        help="Write over what git has not got; without it, files outside git are copied first.",
    ),
]
WriteDecisions = Annotated[
    bool,
    Option(
        "--write-decisions",
        help="Put open decisions into pyproject.toml, where an answer keeps what clients know.",
    ),
]
New = Annotated[str, Positional(metavar="NEW", help="The same, after the change.")]
Python = Annotated[
    str | None,
    Option(metavar="PYTHON", help="Another interpreter, with the target's dependencies."),
]
OldPython = Annotated[
    str | None, Option(metavar="PYTHON", help="Interpreter that has OLD's dependencies.")
]
NewPython = Annotated[
    str | None, Option(metavar="PYTHON", help="Interpreter that has NEW's dependencies.")
]
Timeout = Annotated[
    float,
    Option(
        "--timeout", min=0.1, metavar="N", help="Seconds until a target must have been imported."
    ),
]
Secrets = Annotated[
    list[str] | None,
    Option(
        "--secret",
        metavar="NAME",
        help="A header or parameter never to show, beside the usual ones; repeat for more.",
    ),
]
Json = Annotated[bool, Option("--json", help="Print JSON.")]
Printed = Annotated[
    str | None,
    Option(
        "--format",
        metavar="NAME",
        help=f"How to print the result: {', '.join(one.name for one in FORMATS)}.",
    ),
]
Reports = Annotated[
    list[Path] | None,
    Option(
        "--report",
        metavar="FILE",
        help="Write a report too, in the format that its name ends in: "
        f"{', '.join(one.suffixes[0] for one in FORMATS)}; repeat for more.",
    ),
]
