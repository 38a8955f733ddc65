"""Trap T20: the same gate before and after the migration of an API."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Body, WebSocket
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient, WebSocketDenialResponse

pytestmark = pytest.mark.process

EXAMPLE = Path(__file__).parents[2] / "examples" / "auth"


@pytest.fixture(scope="module", params=["legacy", "migrated"])
def client(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    if request.param == "migrated":
        command = [sys.executable, "-m", "routeshift", "migrate", "notes_api", "--write"]
        subprocess.run([*command, "--allow-dirty"], cwd=folder, check=True, capture_output=True)
    for name in [n for n in sys.modules if n.partition(".")[0] in ("auth", "notes_api")]:
        del sys.modules[name]
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        app = importlib.import_module("auth").create_app()
        app.include_router(drafts())
        app.mount("/static", PlainTextResponse("static"))
        yield TestClient(app)
    finally:
        sys.path.remove(str(folder))


def drafts() -> APIRouter:
    """A router of the host's own, which it includes by itself."""
    router = APIRouter(prefix="/v1")

    @router.post("/drafts", openapi_extra={"x-required-scope": "notes.write"})
    async def add_draft(text: Annotated[str, Body(embed=True)]) -> str:
        return text

    @router.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    return router


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    ("method", "path", "token", "status"),
    [
        ("GET", "/v1/health", None, 200),
        ("GET", "/v1/notes", None, 401),
        ("GET", "/v1/notes", "nobody", 401),
        ("GET", "/v1/notes", "reader", 200),
        ("POST", "/v1/notes", "reader", 403),
        ("POST", "/v1/notes", "writer", 200),
        ("GET", "/nowhere", None, 401),
        ("GET", "/nowhere", "reader", 404),
        ("PUT", "/v1/notes", "reader", 405),
        ("GET", "/openapi.json", None, 401),
        # The host's own, of which one has a scope and the others are no operations.
        ("POST", "/v1/drafts", "reader", 403),
        ("POST", "/v1/drafts%0A", "reader", 403),
        ("POST", "/v1/drafts%0A", "writer", 200),
        ("GET", "/v1/drafts", "reader", 405),
        ("GET", "/static/x", None, 401),
        ("GET", "/static/x", "writer", 403),
        ("GET", "/openapi.json", "writer", 403),
    ],
)
def test_T20_public_open_scoped_403_unknown_403_everything_else_401(
    client: Any, method: str, path: str, token: str | None, status: int
) -> None:
    headers = bearer(token) if token else {}
    body = {"json": {"text": "milk"}} if method == "POST" else {}
    assert client.request(method, path, headers=headers, **body).status_code == status


@pytest.mark.parametrize(("token", "status"), [("nobody", 401), ("writer", 403)])
def test_a_websocket_is_no_operation_and_refused(client: Any, token: str, status: int) -> None:
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect("/v1/live", headers=bearer(token)),
    ):
        pass
    assert refused.value.status_code == status
