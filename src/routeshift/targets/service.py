"""Serving a target under uvicorn, in this interpreter or in another one."""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from routeshift.config import load_config
from routeshift.errors import RouteshiftError, TargetError
from routeshift.redaction import Redaction
from routeshift.targets.deadline import IMPORT_SECONDS, ended_after, imported_within, leave
from routeshift.targets.loading import load, stub_app
from routeshift.targets.processes import bootstrap, unusable
from routeshift.targets.revision import checked_out

if TYPE_CHECKING:
    from fastapi import FastAPI

# How processes that serve the same target are told what it is.
_SERVICE = "ROUTESHIFT_SERVICE"
# Else they, which are started by `-c`, begin with the working folder: its `socket.py` comes first.
_SAFELY = "PYTHONSAFEPATH"


@dataclass(frozen=True, slots=True)
class Service:
    """What is to be served.

    Attributes:
        target: A TARGET, or `git:REV:PATH` of one.
        stub: Whether generated answers stand in for implementations.
        seed: Another seed, other answers.
        host: The address to listen on.
        port: The port to listen on; 0 for a free one.
        timeout: Seconds until the target must have been imported.
        reload: Whether it starts again when a file of the current folder changes.
        workers: How many processes serve it.
    """

    target: str
    stub: bool
    seed: int
    host: str
    port: int
    timeout: float = IMPORT_SECONDS
    reload: bool = False
    workers: int = 1

    def run(self) -> None:
        """Serve until a signal comes.

        Raises:
            RouteshiftError: When the target has nothing to serve, or the server does not start.
        """
        import uvicorn

        with checked_out(self.target) as path:
            there = replace(self, target=path)
            before = [*sys.path]
            # Here, too, where processes of their own serve it: what is wrong is one sentence.
            app = there.app(self.target)
            if app.docs_url and self.port:
                docs = f"http://{self.host}:{self.port}{app.root_path}{app.docs_url}"
                print(f"routeshift: its documentation is at {docs}", file=sys.stderr)
            several = self.reload or self.workers > 1
            if several:
                os.environ[_SERVICE] = json.dumps(asdict(there))
                os.environ.setdefault(_SAFELY, _SERVICE)
                # They get this path, and the target's folder where the target asks for it.
                sys.path[:] = before
            try:
                uvicorn.run(
                    f"{__name__}:{served_app.__name__}" if several else app,
                    factory=several,
                    host=self.host,
                    port=self.port,
                    reload=self.reload,
                    workers=None if self.reload else self.workers,
                )
            except SystemExit as error:
                hint = "Its log above says why; --port gives it another port."
                raise TargetError("The server did not start.", hint=hint) from error

    def run_with(self, python: str) -> NoReturn:
        """Become another interpreter that serves, so that signals reach the server itself.

        Args:
            python: An interpreter that has the target's dependencies, and uvicorn.

        Raises:
            TargetError: When it cannot be run.
        """
        sys.stdout.flush()
        words = bootstrap(python, "serve", json.dumps(asdict(self)))
        try:
            # No child that would have to be told of every signal.
            os.execvp(python, words)  # noqa: S606
        except OSError as error:
            raise unusable(python, error) from error

    def app(self, name: str | None = None) -> FastAPI:
        """The app that is served, imported within the time that it has.

        Args:
            name: What the user calls the target.

        Raises:
            RouteshiftError: When the target has nothing to serve.
        """
        within = (self.timeout, name or self.target)
        redaction = Redaction(load_config(Path.cwd()).secrets)
        with ended_after(*within), imported_within(*within):
            made = stub_app(self.target, seed=self.seed) if self.stub else self._loaded()
        _hide_secrets_of_requests(redaction)
        _lead_to_the_documentation(made)
        return made

    def _loaded(self) -> FastAPI:
        loaded = load(self.target)
        if loaded.app is None:
            raise TargetError(
                f"{self.target} has no implementations to serve.",
                hint="Name the app as module:app, or let --stub answer.",
            )
        return loaded.app


def served_app() -> FastAPI:
    """The app of a process that serves it beside others, or after a file has changed.

    What is wrong by then is one sentence, too; whoever watches the files goes on.
    """
    # The target, and what it starts, runs as it would without us.
    if os.environ.get(_SAFELY) == _SERVICE:
        del os.environ[_SAFELY]
    try:
        return Service(**json.loads(os.environ[_SERVICE])).app()
    except RouteshiftError as error:
        leave(error)


def _lead_to_the_documentation(app: FastAPI) -> None:
    """Redirect `/` to the documentation, where nobody answers there."""
    from routeshift.serving import route_records

    if app.docs_url is None or any(r.path in ("/", "") for r in route_records(app.routes)):
        return
    from starlette.responses import RedirectResponse
    from starlette.routing import Route

    docs = f"{app.root_path}{app.docs_url}"
    app.router.routes.append(Route("/", lambda _: RedirectResponse(docs), include_in_schema=False))


def _hide_secrets_of_requests(redaction: Redaction) -> None:
    """Keep from the log of requests what clients send in their queries."""

    def hide(record: logging.LogRecord) -> bool:
        record.args = redaction.data(record.args)
        return True

    logging.getLogger("uvicorn.access").addFilter(hide)
