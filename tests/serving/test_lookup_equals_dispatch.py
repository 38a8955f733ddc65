"""What the lookup tells of a request is what FastAPI runs, for any table of routes.

3400 pairs of a table and a request in the long run; `ROUTESHIFT_EFFORT=60` makes them 100 000.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from effort import examples
from fastapi import APIRouter, FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from serving.tables import (
    METHODS,
    NOWHERE,
    Asked,
    Builder,
    Entry,
    anything,
    ask,
    paths,
    requests_for,
    tables,
)
from starlette._utils import get_route_path
from starlette.types import ASGIApp, Receive, Scope, Send

from routeshift import find_operation, mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.errors import DeclarationError
from routeshift.serving import (
    OperationMiddleware,
    build_router,
    operations,
    operations_of_routes,
    runs_unknown,
    scope_operation,
)
from routeshift.serving.records import refuse_conflicts
from routeshift.wire.routes import path_parameters

TABLES = examples(34)
REQUESTS = 50  # of each table

legacy = st.builds(Entry, st.just("legacy"), paths, st.tuples(st.sampled_from(METHODS)))
several = st.lists(st.sampled_from(METHODS), min_size=1, max_size=7, unique=True).map(tuple)
entries = st.builds(Entry, st.just("api"), paths, several)
migrated = st.builds(
    Entry, st.just("migrated"), st.just(""), entries=st.lists(entries, max_size=4).map(tuple)
)
mixed = st.builds(
    lambda before, apis, after: [*before, *apis, *after],
    # Few before, for a mount or a greedy path leaves nothing to those behind it.
    st.lists(anything, max_size=2),
    st.lists(st.one_of(legacy, migrated), min_size=1, max_size=4),
    tables,
)


class Included(Builder):
    """Makes apps by FastAPI alone, with the routes that `mount` would serve included."""

    def add_legacy(self, target: Any, entry: Entry, name: str) -> None:
        protocol, impl = declared(entry, name, self.ran)
        self.serve(target, api_of(protocol, name), impl)

    def add_migrated(self, target: Any, entry: Entry, name: str) -> None:
        router = APIRouter()
        self.fill(router, entry.entries)
        self.serve(target, Api(name, name, factory=Factory(lambda _: router, None)), self)

    def serve(self, app: Any, api: Api, impl: Any) -> None:
        router = build_router(api, impl)
        try:
            refuse_conflicts([*operations(app), *operations_of_routes(router.routes)])
        except DeclarationError:
            return
        app.include_router(router)


class Mounted(Included):
    """Makes apps that `mount` serves APIs in, behind a gate that keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str | None, bool]] = []

    def serve(self, app: Any, api: Api, impl: Any) -> None:
        try:
            mount(app, [api], {api.name: impl})
        except DeclarationError:
            return

    def gated(self, table: list[Entry], **options: Any) -> FastAPI:
        app = self.app(table, **options)
        app.add_middleware(Gate, told=self.told)
        app.add_middleware(OperationMiddleware)
        return app


class Gate:
    """Keeps what a gate would decide by."""

    def __init__(self, app: ASGIApp, told: list[tuple[str | None, bool]]) -> None:
        self._app = app
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            operation = scope_operation(scope)
            assert operation is None or operation.method == scope["method"]
            self._told.append((operation and operation.name, runs_unknown(scope)))
        await self._app(scope, receive, send)


def declared(entry: Entry, name: str, ran: list[str]) -> tuple[type, Any]:
    """A Protocol of one webmethod, and what implements it."""
    arguments = ", ".join(("self", *(f"{p}: Any" for p in path_parameters(entry.path))))
    names: dict[str, Any] = {"ran": ran, "Any": Any}
    exec(f"async def {name}({arguments}): ran.append({name!r})", names)
    decorated = webmethod(route=entry.path, method=entry.methods[0])(names.pop(name))
    body = {name: decorated, "__module__": __name__}
    return type("Legacy", (Protocol,), body), type("Impl", (), {name: decorated})()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def run(
    loop: asyncio.Runner, builder: Builder, app: FastAPI, asked: Asked, headers: Any
) -> tuple[list[Any], list[str]]:
    """The answer of an app, and the names of what has run for it."""
    builder.ran.clear()
    return ask(loop, app, asked, headers), list(builder.ran)


@pytest.mark.generated
@given(data=st.data(), table=mixed, redirects=st.booleans(), narrow=st.booleans())
@settings(max_examples=TABLES, deadline=None)
def test_what_the_lookup_tells_is_what_fastapi_runs(
    loop: asyncio.Runner, data: Any, table: list[Entry], redirects: bool, narrow: bool
) -> None:
    """T20, T21: an operation, or something unknown, or nothing; and the same by every way."""
    alone, behind = Included(), Mounted()
    plain = alone.app(table, redirect_slashes=redirects)
    gated = behind.gated(table, redirect_slashes=redirects)
    served = {operation.name for operation in operations(plain)}
    headers = ((b"narrow", b"1"),) if narrow else ()
    for one in data.draw(st.lists(requests_for(table), min_size=REQUESTS, max_size=REQUESTS)):
        behind.told.clear()
        answer, ran = run(loop, alone, plain, one, headers)
        assert run(loop, behind, gated, one, headers) == (answer, ran), one
        if one.kind == "http":
            ((name, unknown),) = behind.told
            known = ran[:1] if ran and ran[0] in served else []
            assert ([name] if name else [], unknown) == (known, bool(ran and not known)), one
            if one.host == NOWHERE and not narrow:  # find_operation is told no headers
                below = get_route_path({"path": one.path, "root_path": one.root_path})
                for app in (plain, gated):
                    found = find_operation(app, one.method, below)
                    assert (found and found.name) == name, one
