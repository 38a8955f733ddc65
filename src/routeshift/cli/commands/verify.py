"""`routeshift verify`: the same requests to two sides, and what a client could tell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from routeshift.cli.declaring import Option, Positional
from routeshift.cli.options import (
    Json,
    New,
    NewPython,
    OldPython,
    Printed,
    Reports,
    Secrets,
    Timeout,
)
from routeshift.cli.output import hidden_names, refuse_unwritable
from routeshift.cli.reporting import asked, deliver
from routeshift.targets import IMPORT_SECONDS


def verify(
    old: Annotated[
        str,
        Positional(
            metavar="OLD", help="A TARGET as the other commands take it, or a URL that answers."
        ),
    ],
    new: New,
    old_python: OldPython = None,
    new_python: NewPython = None,
    cases: Annotated[
        int, Option(min=1, metavar="N", help="Cases for one operation, at most.")
    ] = 200,
    seconds: Annotated[
        float | None, Option(min=0, metavar="N", help="Send no new cases after this time.")
    ] = None,
    operation: Annotated[
        list[str] | None,
        Option(
            metavar="TEXT", help="Only operations with this in `METHOD /path`; repeat for more."
        ),
    ] = None,
    seed: Annotated[int, Option(metavar="N", help="Another seed, other cases and answers.")] = 0,
    ignore: Annotated[
        list[str] | None,
        Option(
            metavar="POINTER",
            help="A place not to compare, as in `/body/created`; repeat for more.",
        ),
    ] = None,
    header: Annotated[
        list[str] | None,
        Option(metavar="HEADER", help="`Name: value` that every request carries; repeat for more."),
    ] = None,
    corpus: Annotated[
        Path | None,
        Option(metavar="FILE", help="Replay the cases of this file, and generate none."),
    ] = None,
    save_corpus: Annotated[
        Path | None,
        Option(metavar="FILE", help="Write all cases to this file, to replay them later."),
    ] = None,
    format_: Printed = None,
    reports: Reports = None,
    json_: Json = False,
    timeout: Timeout = IMPORT_SECONDS,
    response_timeout: Annotated[
        float, Option(min=0.1, metavar="N", help="Seconds until a response must be complete.")
    ] = 10.0,
    old_document: Annotated[
        Path | None,
        Option(metavar="FILE", help="The document of OLD, when its URL gives none."),
    ] = None,
    new_document: Annotated[
        Path | None,
        Option(metavar="FILE", help="The document of NEW, when its URL gives none."),
    ] = None,
    allow_remote: Annotated[
        bool, Option("--allow-remote", help="URLs may be on other machines than this one.")
    ] = False,
    generate: Annotated[
        bool, Option(help="Let schemathesis make cases too, when it is installed.")
    ] = True,
    secret: Secrets = None,
) -> int:
    """Send the same requests to two sides, and compare the answers.

    Exit code 2 when a client could tell them apart. Operations without an implementation are
    answered by stubs, which record what they receive: so the response, the arguments and the
    context are compared.
    """
    from routeshift.cli.progress import progress
    from routeshift.verify import (
        Bounds,
        Interrupted,
        Settings,
        SideOptions,
        parse_header,
        parse_ignore,
        read_corpus,
        report_of_verification,
        write_corpus,
    )
    from routeshift.verify import verify as verified

    wanted = asked(format_, reports, json=json_)
    if save_corpus is not None:
        refuse_unwritable(save_corpus)
    settings = Settings(
        cases=cases,
        seconds=seconds,
        seed=seed,
        operations=tuple(operation or ()),
        ignore=tuple(parse_ignore(text) for text in ignore or ()),
        credentials=tuple(parse_header(text) for text in header or ()),
        corpus=None if corpus is None else tuple(read_corpus(corpus)),
        bounds=Bounds(seconds=response_timeout),
        generate=generate,
        secrets=hidden_names(secret),
    )
    try:
        with progress() as tell:
            result = verified(
                old,
                new,
                settings,
                old_options=SideOptions(old_python, old_document, allow_remote, timeout),
                new_options=SideOptions(new_python, new_document, allow_remote, timeout),
                progress=tell,
            )
    except Interrupted as error:
        result = error.verification
    if save_corpus is not None:
        write_corpus(save_corpus, result.corpus())
    deliver(report_of_verification(result), wanted)
    if result.coverage.interrupted:
        raise KeyboardInterrupt
    return 0 if result.equal else 2
