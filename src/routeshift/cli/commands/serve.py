"""`routeshift serve`: a target under uvicorn."""

from __future__ import annotations

import gc
from typing import Annotated

from routeshift.cli.declaring import Option, Positional
from routeshift.cli.options import Python, Timeout
from routeshift.cli.running import USUALLY
from routeshift.targets import IMPORT_SECONDS


def serve(
    target: Annotated[
        str,
        Positional(metavar="TARGET", help="module:app, or with --stub a package, or git:REV:PATH."),
    ],
    stub: Annotated[bool, Option("--stub", help="Answer with generated, valid responses.")] = False,
    seed: Annotated[int, Option(metavar="N", help="With --stub: another seed, other answers.")] = 0,
    host: Annotated[str, Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int,
        Option(min=0, max=65535, metavar="PORT", help="The port to listen on; 0 for a free one."),
    ] = 8321,
    reload: Annotated[
        bool,
        Option("--reload", help="Start again when a file of the current folder changes."),
    ] = False,
    workers: Annotated[int, Option(min=1, metavar="N", help="How many processes serve it.")] = 1,
    python: Python = None,
    timeout: Timeout = IMPORT_SECONDS,
) -> int:
    """Serve legacy and migrated APIs of a target in one app.

    `/` leads to the documentation where nothing else answers there.
    """
    from routeshift.errors import RouteshiftError
    from routeshift.targets import Service

    if reload and workers > 1:
        raise RouteshiftError("--reload serves in one process.", hint="Leave out --workers.")
    # What is served lives long.
    gc.set_threshold(*USUALLY)
    service = Service(target, stub, seed, host, port, timeout, reload, workers)
    if python is not None:
        service.run_with(python)
    service.run()
    return 0
