"""Trap T20: the same gate before and after the migration of an API."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

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
        yield TestClient(importlib.import_module("auth").create_app())
    finally:
        sys.path.remove(str(folder))


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.process
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
        ("GET", "/openapi.json", None, 401),
    ],
)
def test_t20_public_open_scoped_403_everything_else_401(
    client: Any, method: str, path: str, token: str | None, status: int
) -> None:
    headers = bearer(token) if token else {}
    body = {"json": {"text": "milk"}} if method == "POST" else {}
    assert client.request(method, path, headers=headers, **body).status_code == status
