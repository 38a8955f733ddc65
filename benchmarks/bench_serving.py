"""Serving: finding a route, starting, and what one operation costs."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, __version__

from benchmarks import sides
from benchmarks.asgi import Client
from benchmarks.measure import Ratio, cpu, report
from benchmarks.starting import BODY, FIRST, LAST, MANY, api, measured
from routeshift import mount
from routeshift.discovery import api_of
from routeshift.serving.routing.dispatch import index_routes


def main() -> None:
    """Print the table of serving."""
    rows = [*_dispatch(), *_start(), *_operation(), *_pages(), *_mixed(), *_list()]
    report(f"Serving, FastAPI {__version__}", rows)


def indexed(routers: list[APIRouter]) -> FastAPI:
    """FastAPI's own app of the routers, with an index."""
    app = sides.included(routers)
    index_routes(app)
    return app


def _dispatch() -> list[Ratio]:
    routers = sides.many_routers(MANY)
    apps = (indexed(routers), sides.included(routers), sides.plain_app(MANY))
    (first, last), (first_fastapi, last_fastapi), (_, last_plain) = _ends(apps)
    of = f"of {MANY} routes"
    return [
        Ratio(f"the last {of}", last, first, "the first", 1.5),
        Ratio(f"FastAPI itself: the last {of}", last_fastapi, first_fastapi, "the first"),
        Ratio(f"the first {of}", first, first_fastapi, "FastAPI"),
        Ratio(f"the last {of}", last, last_fastapi, "FastAPI"),
        Ratio(f"the last {of}, with validation", last, last_plain, "Starlette, without"),
    ]


def _ends(apps: Iterable[Any]) -> list[tuple[float, float]]:
    """The seconds of the first route and of the last, for each app."""
    times = 100
    works = [
        Client(app).calls("POST", path, BODY, times=times) for app in apps for path in (FIRST, LAST)
    ]
    seconds = [total / times for total in cpu(*works)]
    return list(zip(seconds[::2], seconds[1::2], strict=True))


def _start() -> list[Ratio]:
    """A start is: make the routers, include them, and whatever readies the first answer."""
    rounds = [(*measured("mounted"), *measured("included")) for _ in range(4)]
    start, first, start_fastapi, first_fastapi = map(min, zip(*rounds, strict=True))
    both, both_fastapi = start + first, start_fastapi + first_fastapi
    return [
        Ratio(f"first request at {MANY} routes", first, 0.020, "20 ms", 1.0),
        Ratio("the same", first, first_fastapi, "FastAPI"),
        Ratio(f"startup with {MANY} routes", start, start_fastapi, "FastAPI, not ready", 1.0),
        Ratio("startup and first request", both, both_fastapi, "FastAPI", 1.0),
    ]


def _operation() -> list[Ratio]:
    legacy, by_hand = FastAPI(), sides.included([sides.hand_written(sides.Migrated())])
    mount(legacy, [api_of(sides.Items, "items")], {"items": sides.Store()})
    name = "a legacy operation, small body"
    return [
        _compared(name, legacy, by_hand, "POST", "/v1/items", BODY, "router by hand", 1.05),
        _compared(
            name,
            legacy,
            sides.wrapper_app(sides.Store()),
            "POST",
            "/v1/items",
            BODY,
            "old wrapper",
        ),
    ]


def _pages() -> list[Ratio]:
    legacy, wrapper = FastAPI(), sides.wrapper_app(sides.Store())
    mount(legacy, [api_of(sides.Items, "items")], {"items": sides.Store()})
    return [
        _compared(f"a page of {n} items", legacy, peer, "GET", f"/v1/pages/{n}", None, name, limit)
        for peer, name, limits in (
            (wrapper, "old wrapper", {1: None, 20: None, 100: None}),
            (sides.rendering_app(sides.Store()), "FastAPI that renders it", {100: 1.2}),
        )
        for n, limit in limits.items()
    ]


def _mixed() -> list[Ratio]:
    """Half of a small app legacy, half migrated, against routers by hand for all of it."""
    app = FastAPI()
    migrated = api("new", lambda impl: sides.hand_written(impl, "v2"))
    impls = {"items": sides.Store(), "new": sides.Migrated()}
    mount(app, [api_of(sides.Items, "items"), migrated], impls)
    routers = [sides.hand_written(sides.Migrated(), level) for level in ("v1", "v2")]
    by_hand = sides.included(routers)
    asked = [
        (method, f"/{level}/{path}", body)
        for level in ("v1", "v2")
        for method, path, body in (
            ("POST", "items", BODY),
            ("GET", "items/1", None),
            ("GET", "pages/20", None),
        )
    ]
    clients = [_asking(Client(side), asked) for side in (app, by_hand)]
    ours, theirs = cpu(*clients, rounds=15)
    return [Ratio("the mixed app, all its operations", ours, theirs, "routers by hand", 1.02)]


def _list() -> list[Ratio]:
    """What `routes` takes beside the import of its target, all processes counted."""
    script = str(Path(sys.executable).with_name("routeshift"))
    # Commands look for garbage rarely: an import that does it as usual takes longer than both.
    listing, importing = cpu(
        _running(script, "routes", "benchmarks.many:app"),
        _running(sys.executable, "-c", "import gc; gc.disable(); import benchmarks.many"),
    )
    return [Ratio(f"listing {MANY} routes", listing - importing, 0.2, "200 ms", 1.0)]


def _running(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _asking(client: Client, asked: list[tuple[str, str, Any]]) -> Callable[[], None]:
    works = [client.calls(method, path, body, times=50) for method, path, body in asked]

    def work() -> None:
        for one in works:
            one()

    return work


def _compared(
    name: str,
    ours: FastAPI,
    theirs: FastAPI,
    method: str,
    path: str,
    body: Any,
    peer: str,
    limit: float | None = None,
) -> Ratio:
    times = 50
    works = [Client(app).calls(method, path, body, times=times) for app in (ours, theirs)]
    first, second = cpu(*works, rounds=15)
    return Ratio(name, first / times, second / times, peer, limit)
