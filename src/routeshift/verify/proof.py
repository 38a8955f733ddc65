"""`assert_equivalent`: verify as a test, so that a repository keeps the proof in its own CI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from routeshift.reports import FORMATS, render
from routeshift.verify.cases import read_corpus
from routeshift.verify.findings import parse_ignore
from routeshift.verify.opening import SideOptions
from routeshift.verify.reporting import report_of_verification
from routeshift.verify.settings import Settings
from routeshift.verify.verification import Verification, verify


def assert_equivalent(
    old: Any,
    new: Any,
    *,
    corpus: Path | str | None = None,
    ignore: Sequence[str] = (),
    settings: Settings | None = None,
    old_options: SideOptions | None = None,
    new_options: SideOptions | None = None,
) -> Verification:
    """Fail unless no client can tell two sides apart.

    Args:
        old: An ASGI application, or a string: TARGET, `git:REV:PATH`, or an http URL.
        new: The other side.
        corpus: A file of cases to replay; None generates them.
        ignore: Places that are not compared, as in `/body/created` or
            `GET /v1/orders /headers/x-request-id`.
        settings: What the run may do.
        old_options: How the old side is run.
        new_options: How the new side is run.

    Returns:
        The verification.

    Raises:
        AssertionError: If there is a difference; the message shows each with its `curl` lines.
        RouteshiftError: If a side cannot be opened.
    """
    chosen = settings or Settings()
    chosen = replace(chosen, ignore=(*chosen.ignore, *map(parse_ignore, ignore)))
    if corpus is not None:
        chosen = replace(chosen, corpus=tuple(read_corpus(Path(corpus))))
    result = verify(old, new, chosen, old_options=old_options, new_options=new_options)
    if not result.equal:
        # Not by `assert`, to whose message pytest would add what is compared, with its secrets.
        raise AssertionError(render(report_of_verification(result), FORMATS[0]))
    return result
