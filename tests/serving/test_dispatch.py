"""The index looks at few routes, follows its app, and stands back where it cannot know."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Protocol

import pytest
from fastapi import APIRouter, Depends, FastAPI, Form, Request, routing
from fastapi.routing import APIRoute
from starlette.responses import PlainTextResponse
from starlette.routing import Match, compile_path
from starlette.testclient import TestClient

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.serving.routing.dispatch import dispatcher_of, index_routes
from routeshift.serving.routing.leaves import can_flatten, flat_routes
from routeshift.serving.routing.paths import OPEN, PathShape

has_tree = pytest.mark.skipif(
    not hasattr(routing, "iter_route_contexts"),
    reason="this FastAPI copies the routes of included routers",
)


def who() -> str:
    return "host"


def answering(app: FastAPI, path: str, text: str, **options: Any) -> None:
    """A route of an app or router that answers with a text."""

    async def endpoint() -> PlainTextResponse:
        return PlainTextResponse(text)

    app.add_api_route(path, endpoint, **options)


def indexed(**routes: str) -> TestClient:
    """A client of an indexed app: texts by paths."""
    app = FastAPI()
    for path, text in routes.items():
        answering(app, path, text)
    index_routes(app)
    return TestClient(app)


def shapes(app: FastAPI) -> list[PathShape]:
    return [shape for _, shape in flat_routes(app.router.routes)]


@has_tree
def test_what_is_private_in_fastapi_is_still_there() -> None:
    """When this fails, FastAPI has renamed what `_leaves` lists: requests became slow again."""
    assert can_flatten
    app, outer, inner = FastAPI(openapi_url=None), APIRouter(prefix="/v1"), APIRouter()
    answering(inner, "/a/{x}/b", "")
    outer.include_router(inner, prefix="/in")
    app.include_router(outer)
    assert shapes(app) == [PathShape(("v1", "in", "a", None, "b"), open=False)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", PathShape((), open=False)),
        ("/a/b/", PathShape(("a", "b"), open=False)),
        ("/a/{x}/b", PathShape(("a", None, "b"), open=False)),
        ("/a-{x}/{n:int}", PathShape((None, None), open=False)),
        ("/a/{x:path}/b", PathShape(("a",), open=True)),
        ("/a/b{x:path}", PathShape(("a",), open=True)),
        ("/a/{not-a-name}", PathShape(("a", "{not-a-name}"), open=False)),
    ],
)
def test_a_shape_is_what_the_segments_of_a_path_demand(path: str, expected: PathShape) -> None:
    """P6: a parameter stands for one segment, `{x:path}` for any number."""
    app = FastAPI(openapi_url=None)
    answering(app, path, "")
    assert shapes(app) == [expected]


def test_a_literal_does_not_hide_a_parameter_that_was_registered_first() -> None:
    client = indexed(**{"/a/{x}": "any", "/a/b": "b", "/a/b/c": "c", "/{x}/b/{y}": "last"})
    assert client.get("/a/b").text == "any"
    assert client.get("/a/b/c").text == "c"
    assert client.get("/a/b/d").text == "last"


@pytest.mark.parametrize(("asked", "served"), [("/a", "/a/"), ("/b/1/", "/b/1"), ("/c/1", "/c/1/")])
def test_a_slash_too_many_or_too_few_is_redirected(asked: str, served: str) -> None:
    client = indexed(**{"/a/": "a", "/b/{x}": "b", "/c/{x}/": "c"})
    answer = client.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"http://testserver{served}")


def test_a_root_path_with_a_slash_at_its_end_answers_as_fastapi_does() -> None:
    """FastAPI looks for a path with a slash less outside of the root path."""
    app = FastAPI()
    answering(app, "/api", "api")
    plain = TestClient(app, root_path="/api/").get("/api///", follow_redirects=False)
    index_routes(app)
    answer = TestClient(app, root_path="/api/").get("/api///", follow_redirects=False)
    assert (answer.status_code, answer.headers) == (plain.status_code, plain.headers)
    assert answer.headers["location"] == "http://testserver/api"


def test_a_default_and_redirects_that_are_set_later_hold() -> None:
    app = FastAPI()
    answering(app, "/a", "a")
    index_routes(app)
    client = TestClient(app)
    assert client.get("/a/").text == "a"
    app.router.redirect_slashes = False
    assert client.get("/a/").status_code == 404
    app.router.default = PlainTextResponse("page")
    assert client.get("/a/").text == "page"


def test_a_route_that_matches_more_than_its_path_is_always_tried() -> None:
    """A host's own route class may match by another pattern, or by code of its own."""

    class Loud(APIRoute):
        def __init__(self, path: str, *args: Any, **options: Any) -> None:
            super().__init__(path, *args, **options)
            self.path_regex = re.compile(compile_path(path)[0].pattern, re.IGNORECASE)

    class Sub(APIRoute):
        def matches(self, scope: Any) -> Any:
            full = scope["path"].endswith("/sub")
            return (Match.FULL if full else Match.NONE), {"endpoint": self.endpoint}

    app, router = FastAPI(openapi_url=None), APIRouter()
    answering(router, "/loud", "loud", route_class_override=Loud)
    answering(router, "/unseen", "sub", route_class_override=Sub)
    app.router.routes.extend(router.routes)
    index_routes(app)
    assert shapes(app) == [OPEN, OPEN]
    client = TestClient(app)
    assert client.get("/LOUD").text == "loud"
    assert client.get("/x/y/sub").text == "sub"
    assert client.get("/x/y").status_code == 404


@has_tree
def test_a_router_with_code_of_its_own_stays_whole() -> None:
    class Closed(APIRouter):
        async def handle(self, scope: Any, receive: Any, send: Any) -> None:
            await PlainTextResponse("closed")(scope, receive, send)

    app, router = FastAPI(openapi_url=None), Closed()
    answering(router, "/a", "a")
    app.include_router(router)
    index_routes(app)
    assert TestClient(app).get("/a").text == "closed"


@pytest.mark.skipif(not hasattr(FastAPI, "frontend"), reason="this FastAPI has no frontend routes")
def test_files_of_a_frontend_come_after_all_routes(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("page")
    app, router = FastAPI(), APIRouter()
    answering(app, "/a", "a")
    router.frontend("/", directory=tmp_path)
    app.include_router(router, prefix="/ui")
    index_routes(app)
    client = TestClient(app)
    assert client.get("/a").text == "a"
    assert client.get("/ui/index.html").text == "page"
    assert client.get("/other").status_code == 404


@pytest.mark.skipif(
    "form_limits" not in APIRouter.__init__.__annotations__, reason="no form limits here"
)
def test_a_router_keeps_its_form_limits() -> None:
    async def form(a: Annotated[str, Form()], b: Annotated[str, Form()]) -> str:
        return a + b

    app, router = FastAPI(), APIRouter(form_limits={"max_fields": 1})
    router.post("/form")(form)
    app.include_router(router)
    index_routes(app)
    assert TestClient(app).post("/form", data={"a": "1", "b": "2"}).status_code == 400


@pytest.mark.skipif(
    "max_body_size" not in FastAPI.__init__.__annotations__, reason="no body limits here"
)
def test_an_app_keeps_its_body_limit() -> None:
    app = FastAPI(max_body_size=3)

    @app.post("/a")
    async def endpoint(request: Request) -> int:
        return len(await request.body())

    index_routes(app)
    assert dispatcher_of(app) is not None
    client = TestClient(app)
    assert client.post("/a", content=b"123").json() == 3
    assert client.post("/a", content=b"1234").status_code == 413


def test_dependencies_can_be_overridden_as_before() -> None:
    app, router = FastAPI(), APIRouter()

    @router.get("/me")
    async def me(name: Annotated[str, Depends(who)]) -> str:
        return name

    app.include_router(router, prefix="/v1")
    index_routes(app)
    client = TestClient(app)
    assert client.get("/v1/me").json() == "host"
    app.dependency_overrides[who] = lambda: "guest"
    assert client.get("/v1/me").json() == "guest"


def test_urls_are_built_from_all_routes() -> None:
    app, router = FastAPI(), APIRouter()
    answering(router, "/files/{name:path}", "", name="file")

    @app.get("/link")
    async def link(request: Request) -> str:
        return str(request.url_for("file", name="a/b"))

    app.include_router(router, prefix="/v1")
    index_routes(app)
    assert TestClient(app).get("/link").json() == "http://testserver/v1/files/a/b"


def test_routes_that_a_lifespan_adds_are_served() -> None:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        answering(app, "/late", "late")
        yield

    app = FastAPI(lifespan=lifespan)
    index_routes(app)
    with TestClient(app) as client:
        assert client.get("/late").text == "late"


def test_routes_reordered_before_the_first_request_are_served_in_their_order() -> None:
    app = FastAPI(openapi_url=None)
    answering(app, "/{x}", "any")
    answering(app, "/a", "a")
    index_routes(app)
    app.router.routes.reverse()
    assert TestClient(app).get("/a").text == "a"


def test_a_route_in_the_place_of_another_is_served_after_a_refresh() -> None:
    app, other = FastAPI(openapi_url=None), APIRouter()
    answering(app, "/a", "old")
    answering(other, "/a", "new")
    dispatcher = index_routes(app)
    client = TestClient(app)
    assert client.get("/a").text == "old"
    app.router.routes[:] = other.routes
    dispatcher.refresh()
    assert client.get("/a").text == "new"


def test_an_app_has_one_index() -> None:
    app = FastAPI()
    assert dispatcher_of(app) is None
    assert index_routes(app) is index_routes(app) is dispatcher_of(app)


def test_mounting_builds_no_route_a_second_time() -> None:
    """What FastAPI builds again inside the first request, or when it includes a router."""
    built: list[str] = []

    class Counted(APIRoute):
        def __init__(self, path: str, *args: Any, **options: Any) -> None:
            built.append(path)
            super().__init__(path, *args, **options)

    def create_router(_: object) -> APIRouter:
        router = APIRouter(prefix="/v1", route_class=Counted)
        answering(router, "/a", "a")
        return router

    app = FastAPI()
    api = Api(name="it", tag="It", factory=Factory(create_router, None))
    mount(app, [api], {"it": object()})
    assert all(getattr(route, "path", None) is not None for route in app.router.routes)
    assert TestClient(app).get("/v1/a").text == "a"
    assert built == ["/v1/a"]


class Lists(Protocol):
    @webmethod(route="/lists", method="GET", level="v1")
    async def lists(self, include: list[str] | None = None) -> list[str]: ...


class ListsImpl:
    async def lists(self, include: list[str] | None = None) -> list[str]:
        return include or []


def test_a_legacy_route_keeps_what_it_is_in_an_app_that_adds_to_its_routes() -> None:
    """T14, P2: FastAPI builds the route again there; the body form of a list still works."""
    app = FastAPI(dependencies=[Depends(who)])
    (operation,) = mount(app, [api_of(Lists, "it")], {"it": ListsImpl()})
    assert operation.kind == "legacy"
    client = TestClient(app)
    assert client.get("/v1/lists", params={"include": "a"}).json() == ["a"]
    assert client.request("GET", "/v1/lists", json=["b"]).json() == ["b"]
