"""Generated tables of routes, apps built from them, and requests near their paths."""

import asyncio
import itertools
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, WebSocket
from fastapi.exceptions import FastAPIError
from fastapi.routing import APIRoute
from hypothesis import strategies as st
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.routing import Host

Message = MutableMapping[str, Any]

# Pieces of paths: parameters get their names when the route is added.
PIECES = ["a", "b", "a.b", "A", "{}", "{}", "{:int}", "{:float}", "{:uuid}", "{:path}", "a-{}", ""]
TEXTS = ["a", "b", "a.b", "A", "1", "1.5", "a-b", "a-", "c", "", "é", "{x}", "a\n", "\n", "%41"]
TEXTS += [".", "..", "%2F", "a\r", "\x00", "a\x85", "\u2028", "1\n"]
UUID = "12345678-1234-5678-1234-567812345678"
NOWHERE = "else"  # the host of no route
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]


@dataclass(frozen=True)
class Entry:
    """A route, or a router, mount or host with entries of its own."""

    kind: str
    path: str
    methods: tuple[str, ...] = ("GET",)
    guarded: bool = False
    entries: tuple["Entry", ...] = field(default=())


@dataclass(frozen=True)
class Asked:
    path: str
    method: str
    root_path: str
    host: str
    kind: str


class NarrowRoute(APIRoute):
    """A route class of a host's own, which matches fewer requests than its path."""

    def matches(self, scope: Any) -> Any:
        if b"narrow" not in dict(scope["headers"]):
            return super().matches({**scope, "type": "none"})
        return super().matches(scope)


class ClosedRouter(APIRouter):
    """A router of a host's own, which answers by more than its routes."""

    ran: list[str]
    name: str

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        self.ran.append(self.name)
        await super().handle(scope, receive, send)


# What routers can limit, where this FastAPI knows it; nothing here is as large.
LIMITS: dict[str, Any] = {
    name: value
    for name, value in (("form_limits", {"max_fields": 9}), ("max_body_size", 999))
    if name in APIRouter.__init__.__annotations__
}

pieces = st.lists(st.sampled_from(PIECES), max_size=4).map(lambda found: "/" + "/".join(found))
paths = st.builds(str.__add__, pieces, st.sampled_from(["", "", "/"]))
prefixes = pieces.map(lambda path: path.rstrip("/"))
methods = st.lists(st.sampled_from(METHODS), min_size=1, max_size=3, unique=True).map(tuple)
routes = st.builds(
    Entry, st.sampled_from(["api", "api", "api", "plain", "socket", "narrow"]), paths, methods
)
mounts = st.builds(
    Entry,
    st.sampled_from(["mount", "mount", "asgi"]),
    prefixes,
    entries=st.lists(routes, max_size=2).map(tuple),
)


def routers(inner: st.SearchStrategy[Entry]) -> st.SearchStrategy[Entry]:
    entries = st.lists(inner, min_size=1, max_size=5).map(tuple)
    kinds = st.sampled_from(["router", "router", "router", "limited", "closed"])
    return st.builds(Entry, kinds, prefixes, guarded=st.booleans(), entries=entries)


leaves = st.one_of(routes, routes, routes, mounts)
hosts = st.builds(Entry, st.just("host"), st.sampled_from(["one.org", "{sub}.org"]))
anything = st.one_of(leaves, routers(leaves), routers(st.one_of(leaves, routers(leaves))), hosts)
tables = st.lists(anything, min_size=1, max_size=7)


def templates(entries: Iterable[Entry], prefix: str = "") -> Iterator[str]:
    for entry in entries:
        if entry.kind != "host":
            yield prefix + entry.path
            yield from templates(entry.entries, prefix + entry.path)


def filled(template: str, texts: list[str], tail: str) -> str:
    """A path that may match a template: each parameter replaced by the next of the texts."""
    rest = iter(texts)
    return (re.sub(r"{.*?}", lambda _: next(rest, "1"), template) or "/") + tail


def requests_for(*tables: list[Entry]) -> st.SearchStrategy[Asked]:
    """Requests near the routes of a table, and some far from them."""
    known = sorted({"/", *(path for table in tables for path in templates(table))})
    values = [*TEXTS, UUID, "a/b", "/", "x/a"]
    near = st.builds(
        filled,
        st.sampled_from(known),
        st.lists(st.sampled_from(values), max_size=4),
        st.sampled_from(["", "", "", "", "/", "//", "\n", "/\n", "\r", "/a", "a", "/.", "/../a"]),
    )
    far = st.lists(st.sampled_from([*TEXTS, UUID]), max_size=5).map(lambda t: "/" + "/".join(t))
    roots = [*[""] * 8, "/a", "/a/b", "/a/", "/c", "/", "/a.b"]
    return st.builds(
        Asked,
        st.one_of(near, near, near, far),
        st.sampled_from(METHODS),
        st.sampled_from(roots),
        st.sampled_from(["one.org", "two.org", NOWHERE, NOWHERE]),
        st.sampled_from(["http", "http", "http", "websocket"]),
    )


class Builder:
    """Makes an app from entries: the same entries give apps that can be compared.

    Attributes:
        ran: The names of what has run, the last request's at the end.
    """

    def __init__(self) -> None:
        self.count = 0
        self.ran: list[str] = []

    def app(self, entries: list[Entry], **options: Any) -> FastAPI:
        app = FastAPI(**options)
        self.fill(app, entries)
        return app

    def fill(self, target: Any, entries: Any) -> None:
        for entry in entries:
            self.count += 1
            name = f"endpoint{self.count}"
            named = replace(entry, path=with_names(entry.path, name))
            getattr(self, f"add_{entry.kind}")(target, named, name)

    def add_api(self, target: Any, entry: Entry, name: str) -> None:
        target.add_api_route(entry.path, echo(name, self.ran), methods=[*entry.methods], name=name)

    def add_narrow(self, target: Any, entry: Entry, name: str) -> None:
        router = target.router if isinstance(target, FastAPI) else target
        router.add_api_route(
            entry.path,
            echo(name, self.ran),
            methods=[*entry.methods],
            name=name,
            route_class_override=NarrowRoute,
        )

    def add_plain(self, target: Any, entry: Entry, name: str) -> None:
        target.add_route(entry.path, echo(name, self.ran), methods=[*entry.methods], name=name)

    def add_socket(self, target: Any, entry: Entry, name: str) -> None:
        target.add_api_websocket_route(entry.path, socket(name, self.ran), name=name)

    def add_mount(self, target: Any, entry: Entry, name: str) -> None:
        inner = recorded(self.app(list(entry.entries)), name, self.ran)
        target.mount(entry.path, inner, name=name)

    def add_asgi(self, target: Any, entry: Entry, name: str) -> None:
        target.mount(entry.path, bare(name, self.ran), name=name)

    def add_host(self, target: Any, entry: Entry, name: str) -> None:
        target.router.routes.append(Host(entry.path, bare(name, self.ran), name=name))

    def add_router(self, target: Any, entry: Entry, name: str) -> None:
        self.include(target, entry, name, APIRouter(tags=[name]))

    def add_limited(self, target: Any, entry: Entry, name: str) -> None:
        self.include(target, entry, name, APIRouter(**LIMITS))

    def add_closed(self, target: Any, entry: Entry, name: str) -> None:
        router = ClosedRouter()
        router.ran, router.name = self.ran, name
        self.include(target, entry, name, router)

    def include(self, target: Any, entry: Entry, name: str, router: APIRouter) -> None:
        self.fill(router, entry.entries)
        depends = [Depends(guard(name))] if entry.guarded else []
        try:
            target.include_router(router, prefix=entry.path, dependencies=depends, tags=["t"])
        except FastAPIError:  # a path and a prefix that are both empty
            target.include_router(router, prefix="/else")


def with_names(path: str, owner: str) -> str:
    numbers = itertools.count()
    return re.sub(r"{(?=[:}])", lambda _: f"{{{owner}_{next(numbers)}", path)


def told(name: str, request: Any) -> dict[str, Any]:
    scope = request.scope
    return {
        "name": name,
        "path_params": {key: repr(value) for key, value in request.path_params.items()},
        "route": getattr(scope.get("route"), "path", None),
        "endpoint": getattr(scope.get("endpoint"), "__name__", None),
        "root_path": scope.get("root_path"),
        "app_root_path": scope.get("app_root_path"),
        "router": scope["router"] is scope["app"].router if "app" in scope else None,
        "guards": getattr(request.state, "guards", []),
        "url": str(request.url),
        "fastapi": sorted(scope.get("fastapi", {}).get("form_limits", {})),
    }


def echo(name: str, ran: list[str]) -> Callable[..., Any]:
    async def endpoint(request: Request) -> Any:
        ran.append(name)
        return JSONResponse(told(name, request))

    endpoint.__name__ = name
    return endpoint


def socket(name: str, ran: list[str]) -> Callable[..., Any]:
    async def endpoint(websocket: WebSocket) -> None:
        ran.append(name)
        await websocket.accept()
        await websocket.send_text(json.dumps(told(name, websocket)))
        await websocket.close()

    endpoint.__name__ = name
    return endpoint


def guard(name: str) -> Callable[..., Any]:
    async def dependency(request: HTTPConnection) -> None:
        request.state.guards = [*getattr(request.state, "guards", []), name]

    return dependency


def recorded(inner: Any, name: str, ran: list[str]) -> Callable[..., Awaitable[None]]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        ran.append(name)
        await inner(scope, receive, send)

    return app


def bare(name: str, ran: list[str]) -> Callable[..., Awaitable[None]]:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        ran.append(name)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4000})
            return
        seen = {key: str(scope.get(key)) for key in ("path", "root_path", "path_params")}
        await JSONResponse({"name": name, **seen})(scope, receive, send)

    return app


def ask(
    loop: asyncio.Runner, app: Any, asked: Asked, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> list[Message]:
    """The messages that an app sends."""
    sent: list[Message] = []
    path = asked.path.encode()
    scope: dict[str, Any] = {
        "type": asked.kind,
        "path": asked.path,
        "raw_path": path,
        "root_path": asked.root_path,
        "query_string": b"q=1",
        "headers": [(b"host", asked.host.encode()), *headers],
        "scheme": "http" if asked.kind == "http" else "ws",
        "server": ("server", 80),
        "client": ("client", 1),
        "http_version": "1.1",
        "state": {},
    }
    start = {"type": "websocket.connect"}
    if asked.kind == "http":
        scope["method"] = asked.method
        start = {"type": "http.request", "body": b"", "more_body": False}  # type: ignore[dict-item]

    async def receive() -> Message:
        return start

    async def send(message: Message) -> None:
        sent.append(message)

    loop.run(app(scope, receive, send))
    for message in sent:
        # The methods of an Allow header come from a set.
        message["headers"] = sorted(
            (name, b"".join(sorted(value.split(b", "))) if name == b"allow" else value)
            for name, value in message.get("headers", [])
        )
    return sent
