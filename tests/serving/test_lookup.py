"""One lookup for auth, metrics and clients: `find_operation` and its middleware."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Match
from starlette.testclient import TestClient

from routeshift import find_operation, mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.errors import DeclarationError
from routeshift.serving import OperationMiddleware, operations, runs_unknown, scope_operation
from routeshift.serving.routing.dispatch import index_routes


class Files(Protocol):
    @webmethod(route="/files/{file_id:path}/raw", method="GET", level="v1alpha", public=True)
    async def raw(self, file_id: str) -> str: ...

    @webmethod(route="/files/{file_id:path}", method="GET", level="v1", required_scope="read")
    async def get(self, file_id: str) -> str: ...

    @webmethod(route="/files/{file_id:path}", method="DELETE", level="v1")
    async def remove(self, file_id: str) -> None: ...


class FilesImpl:
    async def raw(self, file_id: str) -> str:
        return file_id

    async def get(self, file_id: str) -> str:
        return file_id

    async def remove(self, file_id: str) -> None:
        return None


def create_router(impl: Any) -> APIRouter:
    router = APIRouter(prefix="/v1beta", tags=["Notes"])

    @router.get(
        "/notes/{note_id:path}",
        deprecated=True,
        openapi_extra={"x-required-scope": "notes", "x-owner": "docs"},
    )
    async def get_note(note_id: str) -> str:
        return note_id

    return router


def app_of_both() -> FastAPI:
    app = FastAPI()

    @app.get("/health")
    async def health() -> str:
        return "ok"

    app.mount("/static", PlainTextResponse("static"))
    notes = Api("notes", "Notes", factory=Factory(create_router, None))
    mount(app, [api_of(Files), notes], {"files": FilesImpl(), "notes": object()})
    return app


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/v1/files/a", "get"),
        ("get", "/v1/files/a/b/c", "get"),
        ("DELETE", "/v1/files/a/b", "remove"),
        ("GET", "/v1alpha/files/a/b/raw", "raw"),
        ("GET", "/v1beta/notes/2026/11", "get_note"),
        ("GET", "/health", "health"),
        ("POST", "/v1/files/a", None),
        ("GET", "/v1/files", None),
        ("GET", "/static/x", None),
        ("GET", "/nowhere", None),
    ],
)
def test_T21_the_lookup_says_what_is_served(method: str, path: str, name: str | None) -> None:
    found = find_operation(app_of_both(), method, path)
    assert (found and found.name) == name


def test_T20_scopes_and_public_flags_of_both_kinds_are_found() -> None:
    app = app_of_both()
    raw = find_operation(app, "GET", "/v1alpha/files/a/raw")
    get = find_operation(app, "GET", "/v1/files/a")
    note = find_operation(app, "GET", "/v1beta/notes/a")
    assert raw is not None
    assert get is not None
    assert note is not None
    assert (raw.public, get.public, note.public) == (True, False, False)
    assert (raw.scope, get.scope, note.scope) == (None, "read", "notes")
    assert note.extras == {"owner": "docs"}


def test_T14_levels_and_deprecation_come_from_the_operation_itself() -> None:
    listed = {o.name: (o.api, o.kind, o.level, o.deprecated) for o in operations(app_of_both())}
    assert listed["get_note"] == ("notes", "router", "v1beta", True)
    assert listed["raw"] == ("files", "legacy", "v1alpha", False)


def test_T14_a_router_below_an_app_with_dependencies_keeps_its_metadata() -> None:
    from fastapi import Depends

    async def nothing() -> None: ...

    app = FastAPI(dependencies=[Depends(nothing)])
    notes = Api("notes", "Notes", factory=Factory(create_router, None))
    mount(app, [notes], {"notes": object()})
    (operation,) = operations(app)
    assert (operation.deprecated, operation.scope) == (True, "notes")
    assert TestClient(app).get("/v1beta/notes/a/b").json() == "a/b"


def test_the_operation_is_in_the_scope_before_the_hosts_middleware_runs() -> None:
    app = app_of_both()
    seen = []

    class Gate:
        def __init__(self, app: Any) -> None:
            self.inner = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await self.inner(scope, receive, send)
                return
            operation = scope_operation(scope)
            seen.append(operation.name if operation else None)
            closed = operation is not None and operation.scope == "read"
            inner = JSONResponse({"detail": "no"}, 403) if closed else self.inner
            await inner(scope, receive, send)

    app.add_middleware(Gate)
    app.add_middleware(OperationMiddleware)
    with TestClient(app) as client:
        assert client.get("/v1/files/a/b").status_code == 403
        assert client.get("/v1alpha/files/a/raw").json() == "a"
        assert client.get("/nowhere").status_code == 404
    assert seen == ["get", "raw", None]


def test_the_lookup_needs_no_mount() -> None:
    app = FastAPI()
    app.include_router(create_router(None), prefix="/api")
    found = find_operation(app, "GET", "/api/v1beta/notes/a/b")
    assert found is not None
    assert (found.path, found.api) == ("/api/v1beta/notes/{note_id:path}", "notes")

    @app.get("/later")
    async def later() -> str:
        return "later"

    assert find_operation(app, "GET", "/later") is not None
    app.router.routes[-1] = app.router.routes[0]
    assert find_operation(app, "GET", "/later") is None


def nothing_is_public(app: FastAPI, seen: list[Any]) -> FastAPI:
    """The app behind a middleware that keeps what a gate could go by."""

    class Gate:
        def __init__(self, app: Any) -> None:
            self.inner = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "lifespan":
                operation = scope_operation(scope)
                seen.append((operation and operation.name, runs_unknown(scope)))
            await self.inner(scope, receive, send)

    app.add_middleware(Gate)
    return app


@pytest.mark.parametrize("path", ["/v1beta/notes\n", "/v1beta/notes/a\n", "/v1beta/notes/a\nb"])
@pytest.mark.parametrize("indexed", [False, True])
def test_T20_a_line_break_in_a_path_hides_no_operation(path: str, indexed: bool) -> None:
    app, router = FastAPI(), APIRouter(prefix="/v1beta")
    for template in ("/notes", "/notes/{note}"):
        router.add_api_route(template, lambda: "ran", name=template)
    app.include_router(router)
    if indexed:
        index_routes(app)
    template = "/notes/{note}" if path.count("/") > 2 else "/notes"
    assert TestClient(app).get(path.replace("\n", "%0A")).json() == "ran"
    found = find_operation(app, "GET", path)
    assert found is not None
    assert found.name == template


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/v1/files/a", ("get", False)),
        ("GET", "/nowhere", (None, False)),
        ("PUT", "/health", (None, False)),
        ("GET", "/health/", (None, False)),
        ("GET", "/static/x", (None, True)),
        ("GET", "/docs", (None, True)),
        ("HEAD", "/docs", (None, True)),
    ],
)
def test_T20_what_is_unknown_is_not_what_is_not_there(method: str, path: str, told: Any) -> None:
    seen: list[Any] = []
    app = nothing_is_public(app_of_both(), seen)
    app.add_middleware(OperationMiddleware)
    TestClient(app).request(method, path, follow_redirects=False)
    assert seen == [told]


def test_T20_everything_is_unknown_where_nobody_has_looked() -> None:
    seen: list[Any] = []
    TestClient(nothing_is_public(app_of_both(), seen)).get("/v1/files/a")
    assert seen == [(None, True)]


def test_T20_what_answers_by_default_is_unknown() -> None:
    """Also where the host gives its router a default of its own after `mount`."""
    seen: list[Any] = []
    app = nothing_is_public(app_of_both(), seen)
    app.add_middleware(OperationMiddleware)
    app.router.default = PlainTextResponse("a page")
    client = TestClient(app)
    assert [client.get(path).text for path in ("/nowhere", "/health/")] == ["a page", '"ok"']
    assert seen == [(None, True), (None, False), ("health", False)]


@pytest.mark.skipif(not hasattr(FastAPI, "frontend"), reason="this FastAPI has no frontend routes")
def test_T20_files_of_a_frontend_are_unknown_unless_a_slash_is_mended(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("page")
    seen: list[Any] = []
    app = nothing_is_public(app_of_both(), seen)
    app.add_middleware(OperationMiddleware)
    app.frontend("/", directory=tmp_path)  # type: ignore[attr-defined,unused-ignore]
    client = TestClient(app, follow_redirects=False)
    statuses = [client.get(path).status_code for path in ("/index.html", "/health", "/health/")]
    assert statuses == [200, 200, 307]
    assert seen == [(None, True), ("health", False), (None, False)]


def test_T20_a_request_that_changes_after_the_gate_is_refused() -> None:
    class Latest:
        def __init__(self, app: Any) -> None:
            self.inner = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            scope["path"] = scope["path"].replace("/latest/", "/v1/")
            await self.inner(scope, receive, send)

    def answer(*middleware: Any) -> int:
        app = app_of_both()
        for one in middleware:
            app.add_middleware(one)
        client = TestClient(app, raise_server_exceptions=False)
        return client.get("/latest/files/a").status_code

    assert answer(OperationMiddleware, Latest) == 200
    assert answer(Latest, OperationMiddleware) == 500


def test_T20_a_route_is_asked_once_and_what_it_said_holds() -> None:
    """A host's own route may say another thing when it is asked again."""
    asked: list[str] = []

    class Once(APIRoute):
        def matches(self, scope: Any) -> Any:
            asked.append(self.name)
            match, child_scope = super().matches(scope)
            return (match if len(asked) == 1 else Match.NONE), child_scope

    app = FastAPI()
    for name in ("first", "second"):
        app.router.add_api_route("/a", lambda name=name: name, name=name, route_class_override=Once)
    app.add_middleware(OperationMiddleware)
    assert TestClient(app).get("/a").json() == "first"
    assert asked == ["first"]


def test_a_middleware_that_no_app_has_says_where_it_belongs() -> None:
    with pytest.raises(DeclarationError, match="not stand inside of a FastAPI app"):
        TestClient(OperationMiddleware(FastAPI())).get("/")


def test_T15_a_client_in_the_process_reaches_operations_of_both_kinds() -> None:
    """Without a server: the lookup tells the operation, and the app itself is called."""
    app = app_of_both()

    async def fetch(path: str) -> tuple[str | None, Any]:
        operation = find_operation(app, "GET", path)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return operation and operation.api, (await client.get(path)).json()

    assert asyncio.run(fetch("/v1/files/a/b")) == ("files", "a/b")
    assert asyncio.run(fetch("/v1beta/notes/a/b")) == ("notes", "a/b")
