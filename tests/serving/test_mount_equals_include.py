"""A router that `mount` serves answers as one that FastAPI includes, whatever is set around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Form, HTTPException, Request, WebSocket
from fastapi.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from routeshift import mount
from routeshift.discovery import Api, Factory
from routeshift.errors import DeclarationError

LIMITED = {
    name: {name: value}
    for name, value in (("form_limits", {"max_fields": 1}), ("max_body_size", 3))
    if name in APIRouter.__init__.__annotations__
}
ENTERED: list[str] = []


def with_form(router: APIRouter, **options: Any) -> APIRouter:
    @router.post("/form", **options)
    async def form(a: Annotated[str, Form()], b: Annotated[str, Form()] = "") -> str:
        return a + b

    return router


def inside(router: APIRouter, **options: Any) -> APIRouter:
    outer = APIRouter(prefix="/in")
    outer.include_router(router, **options)
    return outer


def refusing() -> None:
    raise HTTPException(418)


async def raw(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


def with_raw_route(**options: Any) -> APIRouter:
    return APIRouter(routes=[Route("/form", raw, methods=["POST"])], **options)


def with_other_routes() -> APIRouter:
    router = with_form(APIRouter())

    @router.websocket("/ws")
    async def ws(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("hello")
        await socket.close()

    sub = FastAPI()
    sub.get("/x")(lambda: "sub")
    router.mount("/sub", sub)
    return router


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    ENTERED.append("in")
    yield
    ENTERED.append("out")


MAKERS: dict[str, Callable[[], APIRouter]] = {
    "plain": lambda: with_form(APIRouter()),
    "inside": lambda: inside(with_form(APIRouter())),
    "dependencies": lambda: with_form(APIRouter(dependencies=[Depends(refusing)])),
    "dependencies of the inclusion": lambda: inside(
        with_form(APIRouter()), dependencies=[Depends(refusing)]
    ),
    "response class": lambda: with_form(APIRouter(default_response_class=PlainTextResponse)),
    "other routes": with_other_routes,
    "lifespan": lambda: with_form(APIRouter(lifespan=lifespan)),
    "lifespan inside": lambda: inside(with_form(APIRouter(lifespan=lifespan))),
    "raw": with_raw_route,
}
for name, option in LIMITED.items():
    MAKERS |= {
        f"{name} of the route": lambda o=option: with_form(APIRouter(), **o),
        f"{name} of the router": lambda o=option: with_form(APIRouter(**o)),
        f"{name} of a router inside": lambda o=option: inside(with_form(APIRouter(**o))),
        f"{name} of the inclusion": lambda o=option: inside(with_form(APIRouter()), **o),
        f"{name} over a raw route": lambda o=option: with_raw_route(**o),
    }


def answers(app: FastAPI) -> list[Any]:
    """What a client sees of an app."""
    ENTERED.clear()
    with TestClient(app, raise_server_exceptions=False) as client:
        found = [
            client.post(path, data=data)
            for path in ("/form", "/in/form")
            for data in ({"a": "1"}, {"a": "1", "b": "22"})
        ]
        seen: list[Any] = [(r.status_code, r.text) for r in (*found, client.get("/sub/x"))]
        seen.append(_said(client))
        seen.append(sorted(client.get("/openapi.json").json()["paths"]))
    return [*seen, *ENTERED]


def _said(client: TestClient) -> str | None:
    from starlette.websockets import WebSocketDisconnect

    try:
        with client.websocket_connect("/ws") as socket:
            return socket.receive_text()
    except WebSocketDisconnect:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("around", ["nothing", "dependencies", *LIMITED])
@pytest.mark.parametrize("name", MAKERS)
def test_a_mounted_router_answers_as_an_included_one(name: str, around: str) -> None:
    options: Any = {"dependencies": {"dependencies": [Depends(lambda: None)]}, **LIMITED}
    included, mounted = (FastAPI(**options.get(around, {})) for _ in range(2))
    included.include_router(MAKERS[name]())
    mount(mounted, [Api("a", "A", factory=Factory(lambda _: MAKERS[name](), None))], {"a": 1})
    assert answers(mounted) == answers(included)


class Closed(APIRouter):
    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("closed")(scope, receive, send)


def with_frontend(folder: Path) -> APIRouter:
    router: Any = APIRouter()
    router.frontend("/", directory=folder)
    return router  # type: ignore[no-any-return]


@pytest.mark.skipif(
    not hasattr(APIRouter, "frontend"), reason="this FastAPI takes routes alone from a router"
)
@pytest.mark.parametrize("place", [lambda router: router, inside])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: with_form(Closed()), r"Closed answers by its own handle\(\)"),
        (with_frontend, "serves the files of a frontend"),
    ],
)
def test_what_mount_cannot_keep_is_refused(
    make: Any, reason: str, place: Any, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("page")
    api = Api("a", "A", factory=Factory(lambda _: place(make(tmp_path)), None))
    with pytest.raises(DeclarationError, match=reason):
        mount(FastAPI(), [api], {"a": 1})
