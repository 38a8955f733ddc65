"""The side that runs in this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from routeshift.errors import DocumentError, TargetError
from routeshift.verify.cases import Case, Exchange
from routeshift.verify.sides.asgi import Application, Bounds, Lifespan, ask
from routeshift.verify.sides.documents import checked_document, fetch_document, outside, sources
from routeshift.verify.sides.side import Side, in_turn


class AppSide:
    """An ASGI application in this process.

    Args:
        app: The application. FastAPI's give their document; others are asked for it.
        name: What the user called it.
        bounds: How much of a response is waited for.
    """

    start: str | None = None
    records = True

    def __init__(self, app: Application, name: str, bounds: Bounds) -> None:
        self.name = name
        self.base = "http://127.0.0.1:8000"
        self.document: Mapping[str, Any] = {}
        self.sources: Mapping[str, str] = {}
        self.outside: Mapping[str, str] = {}
        self._app = app
        self._bounds = bounds
        self._lifespan = Lifespan(app)

    async def open(self) -> AppSide:
        """Start the application and read its document.

        Raises:
            TargetError: If it does not start.
            DocumentError: If it has no document.
        """
        failure = await self._lifespan.start()
        if failure is not None:
            # Servers put a whole traceback here.
            reason = (failure.strip().splitlines() or ["it gives no reason"])[-1]
            raise TargetError(f"`{self.name}` does not start: {reason.rstrip('.')}.")
        self.document = await self._read_document()
        self.sources = sources(self._app)
        self.outside = outside(self._app, self.document)
        return self

    async def ask(self, cases: Sequence[Case]) -> list[Exchange]:
        """Send cases, one after another."""
        state = self._lifespan.state
        return await in_turn(cases, lambda case: ask(self._app, case, self._bounds, state))

    async def again(self) -> Side | None:
        """Nothing: this process imports an application once."""
        return None

    async def close(self) -> None:
        """Stop the application."""
        await self._lifespan.stop()

    async def _read_document(self) -> Mapping[str, Any]:
        make = getattr(self._app, "openapi", None)
        if make is None:
            return await fetch_document(self)
        try:
            return checked_document(make(), self.name)
        except DocumentError:
            raise
        except Exception as error:
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise DocumentError(f"`{self.name}` cannot make its document: {reason}.") from error
