"""What a side serves that no document has is listed, for it was not compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from routeshift.reports import terminal
from routeshift.verify import Settings, verify
from routeshift.verify.reporting import report_of_verification

QUICK = Settings(cases=3, generate=False)
SERVER = """
from fastapi import APIRouter, FastAPI, WebSocket
from starlette.routing import Route

app, admin = FastAPI(), FastAPI()
app.get("/x")(lambda: {})
app.post("/hidden/{of:path}", include_in_schema=False)(lambda: {})
hidden = APIRouter(prefix="/debug", include_in_schema=False)
hidden.get("/state")(lambda: {})
app.include_router(hidden)
admin.get("/stats")(lambda: 1)
app.mount("/admin", admin)
app.router.routes.append(Route("/plain", lambda request: None))

@app.websocket("/ws")
async def ws(socket: WebSocket) -> None: ...
"""


def server() -> Any:
    made: dict[str, Any] = {"__name__": "outside_server"}
    exec(SERVER, made)
    return made["app"]


PLACES = (
    "mount /admin",
    "websocket /ws",
    "route /plain",
    "POST /hidden/{of:path}",
    "GET /debug/state",
)


def test_what_is_mounted_is_not_reached_and_the_way_out_is_said() -> None:
    result = verify(server(), server(), QUICK)
    gaps = result.coverage.gaps()
    assert set(PLACES) <= set(gaps)
    assert "module:subapp" in gaps["mount /admin"][0]
    assert "(mount /admin)" in terminal.render(report_of_verification(result))


def test_what_one_side_documents_is_asked_and_what_is_not_wanted_is_not_listed() -> None:
    shown = FastAPI()
    shown.post("/hidden/{of}")(lambda: 1)
    gaps = verify(shown, server(), QUICK).coverage.gaps()
    assert "GET /debug/state" in gaps
    assert not any(place.startswith("POST /hidden") for place in gaps)
    wanted = replace(QUICK, operations=("/x", "/debug"))
    assert set(PLACES) & set(verify(server(), server(), wanted).coverage.gaps()) == {PLACES[-1]}


@pytest.mark.process
def test_the_process_of_a_side_tells_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside_server.py").write_text(SERVER)
    monkeypatch.chdir(tmp_path)
    result = verify("outside_server:app", "outside_server:app", QUICK)
    assert set(PLACES) <= set(result.coverage.gaps())
