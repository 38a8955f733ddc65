"""Bearer tokens for an app of both kinds: public routes open, scoped routes by scope.

    uvicorn --factory auth:create_app

The gate reads flags and scopes from the operation, so it is the same before and after the
migration of an API. What is no operation, as a mounted app or a websocket, is refused.
"""

from typing import Any

from fastapi import FastAPI
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from routeshift import discover, mount
from routeshift.serving import OperationMiddleware, runs_unknown, scope_operation

SCOPES_OF_TOKENS = {"reader": set(), "writer": {"notes.write"}}


class BearerGate:
    """Lets a request pass when its token may do what its operation asks for.

    Args:
        app: What is behind the gate.
        tokens: The scopes of each token.
    """

    def __init__(self, app: ASGIApp, tokens: dict[str, set[str]]) -> None:
        self._app = app
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None if scope["type"] == "lifespan" else self._refusal(scope)
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        operation = scope_operation(scope)
        if operation is not None and operation.public:
            return None
        granted = self._tokens.get(_token(scope))
        if granted is None:
            return JSONResponse({"detail": "Authentication required: send a bearer token"}, 401)
        if runs_unknown(scope):
            return JSONResponse({"detail": "Permission denied: this is no operation"}, 403)
        if operation is not None and operation.scope and operation.scope not in granted:
            return JSONResponse({"detail": f"Permission denied: needs {operation.scope}"}, 403)
        return None


def _token(scope: Scope) -> str:
    value = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    kind, _, token = value.partition(" ")
    return token if kind.lower() == "bearer" else ""


class Notes:
    """Keeps notes."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    async def list_notes(self) -> list[str]:
        """List the notes."""
        return self._notes

    async def add_note(self, text: str) -> None:
        """Add a note."""
        self._notes.append(text)

    async def health(self) -> str:
        """Say that all is well."""
        return "ok"


def create_app(package: Any = "notes_api") -> FastAPI:
    """Create the app.

    Args:
        package: The API package: as it is, or migrated.
    """
    app = FastAPI(title="Notes")
    mount(app, discover(package), {"notes": Notes()}, bridge=True)
    # The last one added is the first to run: the operation is known before the gate.
    app.add_middleware(BearerGate, tokens=SCOPES_OF_TOKENS)
    app.add_middleware(OperationMiddleware)
    return app
