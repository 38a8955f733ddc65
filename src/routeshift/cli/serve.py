"""`routeshift serve`: a target under uvicorn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from routeshift.errors import TargetError

if TYPE_CHECKING:
    from fastapi import FastAPI


def serve(
    target: Annotated[
        str, typer.Argument(help="module:app, or with --stub a package, or git:REV:PATH.")
    ],
    stub: Annotated[
        bool, typer.Option("--stub", help="Answer with generated, valid responses.")
    ] = False,
    seed: Annotated[int, typer.Option(help="With --stub: another seed, other answers.")] = 0,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to listen on; 0 for a free one.")
    ] = 8321,
) -> int:
    """Serve legacy and migrated APIs of a target in one app."""
    import uvicorn

    from routeshift.revision import checked_out

    with checked_out(target) as path:
        app = _app(path, stub=stub, seed=seed)
        try:
            uvicorn.run(app, host=host, port=port)
        except SystemExit as error:
            hint = "Its log above says why; --port gives it another port."
            raise TargetError("The server did not start.", hint=hint) from error
    return 0


def _app(target: str, *, stub: bool, seed: int) -> FastAPI:
    from routeshift.target import load, stub_app

    if stub:
        return stub_app(target, seed=seed)
    loaded = load(target)
    if loaded.app is None:
        raise TargetError(
            f"{target} has no implementations to serve.",
            hint="Name the app as module:app, or let --stub answer.",
        )
    return loaded.app
