"""`routeshift verify`: the same requests to two sides, and what a client could tell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def verify(
    old: Annotated[
        str, typer.Argument(help="TARGET before: package, module:app, git:REV:path, or a URL.")
    ],
    new: Annotated[str, typer.Argument(help="The same, after the change.")],
    old_python: Annotated[
        str | None, typer.Option(help="Interpreter that has OLD's dependencies.")
    ] = None,
    new_python: Annotated[
        str | None, typer.Option(help="Interpreter that has NEW's dependencies.")
    ] = None,
    cases: Annotated[int, typer.Option(min=1, help="Cases for one operation, at most.")] = 200,
    seconds: Annotated[
        float | None, typer.Option(min=0, help="Send no new cases after this time.")
    ] = None,
    operation: Annotated[
        list[str] | None,
        typer.Option(help="Only operations with this in `METHOD /path`; may be repeated."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, other cases and answers.")] = 0,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="A place not to compare, as in `/body/created`; may be repeated."),
    ] = None,
    header: Annotated[
        list[str] | None,
        typer.Option(help="`Name: value` that every request carries; may be repeated."),
    ] = None,
    corpus: Annotated[
        Path | None, typer.Option(help="Replay the cases of this file, and generate none.")
    ] = None,
    save_corpus: Annotated[
        Path | None, typer.Option(help="Write all cases to this file, to replay them later.")
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(help="Write a report: .html, .json or .xml (JUnit); may be repeated."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds until a response must be complete.")
    ] = 10.0,
    old_document: Annotated[
        Path | None, typer.Option(help="The document of OLD, when its URL gives none.")
    ] = None,
    new_document: Annotated[
        Path | None, typer.Option(help="The document of NEW, when its URL gives none.")
    ] = None,
    allow_remote: Annotated[
        bool, typer.Option(help="URLs may be on other machines than this one.")
    ] = False,
    generate: Annotated[
        bool, typer.Option(help="Let schemathesis make cases too, when it is installed.")
    ] = True,
) -> int:
    """Send the same requests to two sides; exit 2 when a client could tell them apart.

    Operations without an implementation are answered by stubs, which record what they receive:
    so the response, the arguments and the context are compared.
    """
    from routeshift.cli._verification import progress, show
    from routeshift.verify import Bounds, Settings, SideOptions, read_corpus, write_corpus
    from routeshift.verify import verify as verified
    from routeshift.verify.reports import check_suffix, render
    from routeshift.verify.rules import parse_header, parse_ignore

    for path in report or ():
        check_suffix(path)
    settings = Settings(
        cases=cases,
        seconds=seconds,
        seed=seed,
        operations=tuple(operation or ()),
        ignore=tuple(parse_ignore(text) for text in ignore or ()),
        credentials=tuple(parse_header(text) for text in header or ()),
        corpus=None if corpus is None else tuple(read_corpus(corpus)),
        bounds=Bounds(seconds=timeout),
        generate=generate,
    )
    with progress() as tell:
        result = verified(
            old,
            new,
            settings,
            old_options=SideOptions(old_python, old_document, allow_remote),
            new_options=SideOptions(new_python, new_document, allow_remote),
            progress=tell,
        )
    if save_corpus is not None:
        write_corpus(save_corpus, result.corpus())
    for path in report or ():
        path.write_text(render(result, path.suffix), "utf-8", errors="replace")
    if json_:
        typer.echo(render(result, ".json"), nl=False)
    else:
        show(result)
    return 0 if result.equal else 2
