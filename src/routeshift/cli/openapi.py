"""`routeshift openapi`: the document of a target."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from routeshift._deadline import IMPORT_SECONDS
from routeshift._words import plural
from routeshift.cli._options import Python, Target, Timeout
from routeshift.cli._output import write_text


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
    from routeshift.target import document

    made = part_of(document(target, python, timeout=timeout), Split(split))
    if output is None:
        typer.echo(_json(made), nl=False)
        return 0
    is_yaml = output.suffix in (".yaml", ".yml")
    write_text(output, _yaml(made) if is_yaml else _json(made))
    operations = sum(isinstance(o, dict) for item in made["paths"].values() for o in item.values())
    paths = plural(len(made["paths"]), "path")
    typer.echo(f"{output}: {plural(operations, 'operation')} in {paths}.")
    return 0


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _yaml(document: dict[str, Any]) -> str:
    import yaml

    text: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    return text
