"""`routeshift openapi`: the document of a target."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from routeshift.cli.options import Python, Target, Timeout
from routeshift.cli.output import print_json, write_text
from routeshift.printable import json_text, yaml_text
from routeshift.targets import IMPORT_SECONDS
from routeshift.wording import plural


def openapi(
    target: Target,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file; YAML when it ends in .yaml or .yml.",
        ),
    ] = None,
    split: Annotated[
        Literal["stable", "experimental", "deprecated", "combined"],
        typer.Option(help="Which part of the document."),
    ] = "combined",
    python: Python = None,
    timeout: Timeout = IMPORT_SECONDS,
) -> int:
    """Print or write the OpenAPI 3.1 document of a target.

    No implementation is needed.
    """
    from routeshift.openapi import Split
    from routeshift.openapi import split as part_of
    from routeshift.targets import document

    made = part_of(document(target, python, timeout=timeout), Split(split))
    if output is None:
        print_json(made)
        return 0
    is_yaml = output.suffix in (".yaml", ".yml")
    write_text(output, yaml_text(made) if is_yaml else json_text(made) + "\n")
    operations = sum(isinstance(o, dict) for item in made["paths"].values() for o in item.values())
    paths = plural(len(made["paths"]), "path")
    typer.echo(f"{output}: {plural(operations, 'operation')} in {paths}.")
    return 0
