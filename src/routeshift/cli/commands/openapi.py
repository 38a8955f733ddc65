"""`routeshift openapi`: the document of a target."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import click

from routeshift.cli.declaring import Option, Positional
from routeshift.cli.options import Json, Printed, Python, Reports, Timeout
from routeshift.cli.output import hidden_names, print_json, write_text
from routeshift.cli.reporting import asked, deliver
from routeshift.errors import RouteshiftError
from routeshift.printable import json_text, yaml_text
from routeshift.targets import IMPORT_SECONDS, wanted_target
from routeshift.wording import plural

if TYPE_CHECKING:
    from routeshift.cli.reporting import Asked


def openapi(
    target: Annotated[
        str | None,
        Positional(
            metavar="TARGET",
            help="A package's path, package.module, module:app, or git:REV:PATH; without it,"
            " that of [tool.routeshift].",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file; YAML when it ends in .yaml or .yml.",
        ),
    ] = None,
    split: Annotated[
        Literal["stable", "experimental", "deprecated", "combined"],
        Option(help="Which part of the document."),
    ] = "combined",
    check: Annotated[
        Path | None,
        Option(
            "--check",
            metavar="FILE",
            help="Write nothing: exit 2 when this committed document is not that of the target.",
        ),
    ] = None,
    format_: Printed = None,
    json_: Json = False,
    reports: Reports = None,
    python: Python = None,
    timeout: Timeout = IMPORT_SECONDS,
) -> int:
    """Print or write the OpenAPI 3.1 document of a target, or check the committed one.

    No implementation is needed. A committed document is stale when anything in it means something
    else than what the target says; how it is laid out does not count.
    """
    from routeshift.openapi import Split
    from routeshift.openapi import split as part_of
    from routeshift.targets import document

    if check is None and (format_ or json_ or reports):
        raise RouteshiftError("There is no report without --check.", hint="Add --check FILE.")
    if check is not None and output is not None:
        raise RouteshiftError("--check writes nothing.", hint="Leave out --output.")
    named = wanted_target(target)
    wanted = asked(format_, reports, json=json_)
    made = part_of(document(named, python, timeout=timeout), Split(split))
    if check is not None:
        more = [*(["--split", split] if split != "combined" else [])]
        more += ["--python", python] if python else []
        again = shlex.join(["routeshift", "openapi", named, "--output", str(check), *more])
        return _checked(check, made, named, wanted, again)
    if output is None:
        print_json(made)
        return 0
    is_yaml = output.suffix in (".yaml", ".yml")
    write_text(output, yaml_text(made) if is_yaml else json_text(made) + "\n")
    operations = sum(isinstance(o, dict) for item in made["paths"].values() for o in item.values())
    paths = plural(len(made["paths"]), "path")
    click.echo(f"{output}: {plural(operations, 'operation')} in {paths}.")
    return 0


def _checked(committed: Path, made: dict[str, Any], target: str, wanted: Asked, again: str) -> int:
    """Report what a committed document says otherwise than its target; 2 for something."""
    from dataclasses import replace

    from routeshift.compare import Document, compare, learn_values, load, report_of_comparison
    from routeshift.redaction import Redaction
    from routeshift.reports import Lines

    hiding = Redaction(hidden_names(None))
    document = load(str(committed), redaction=hiding)
    learn_values(hiding, made)
    result = hiding.data(compare(document, Document(made, target)))
    fresh = result.preserved("docs", strict=True)
    report = report_of_comparison(result, level="docs", strict=True, old=str(committed), new=target)
    said = f"{committed} is {'the document of' if fresh else 'stale: it is not that of'} {target}"
    report = replace(
        report,
        command="routeshift openapi",
        title=said,
        summary=f"{said}.",
        after=report.after if fresh else (*report.after, Lines("", [f"Next: {again}"])),
    )
    deliver(report, wanted)
    return 0 if fresh else 2
