"""Serving a target under uvicorn, in this interpreter or in another one."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from routeshift.config import load_config
from routeshift.errors import TargetError
from routeshift.redaction import Redaction
from routeshift.targets.deadline import IMPORT_SECONDS, ended_after, imported_within
from routeshift.targets.loading import load, stub_app
from routeshift.targets.processes import bootstrap, unusable
from routeshift.targets.revision import checked_out

if TYPE_CHECKING:
    from fastapi import FastAPI


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
    """

    target: str
    stub: bool
    seed: int
    host: str
    port: int
    timeout: float = IMPORT_SECONDS

    def run(self) -> None:
        """Serve until a signal comes.

        Raises:
            RouteshiftError: When the target has nothing to serve, or the server does not start.
        """
        import uvicorn

        within = (self.timeout, self.target)
        with checked_out(self.target) as path:
            with ended_after(*within), imported_within(*within):
                app = self._app(path)
            _hide_secrets_of_requests(Redaction(load_config(Path.cwd()).secrets))
            try:
                uvicorn.run(app, host=self.host, port=self.port)
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
        words = bootstrap(python, "serve", *map(str, asdict(self).values()))
        try:
            # No child that would have to be told of every signal.
            os.execvp(python, words)  # noqa: S606
        except OSError as error:
            raise unusable(python, error) from error

    def _app(self, path: str) -> FastAPI:
        if self.stub:
            return stub_app(path, seed=self.seed)
        loaded = load(path)
        if loaded.app is None:
            raise TargetError(
                f"{path} has no implementations to serve.",
                hint="Name the app as module:app, or let --stub answer.",
            )
        return loaded.app


def _hide_secrets_of_requests(redaction: Redaction) -> None:
    """Keep from the log of requests what clients send in their queries."""

    def hide(record: logging.LogRecord) -> bool:
        record.args = redaction.data(record.args)
        return True

    logging.getLogger("uvicorn.access").addFilter(hide)
