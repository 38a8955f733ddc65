"""The list of routes: filters, sorting, conflicts, and the page."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Protocol

import pytest
from fastapi import APIRouter, FastAPI, WebSocket
from starlette.responses import PlainTextResponse
from starlette.routing import Host
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from routeshift import Operation, mount, webmethod
from routeshift.discovery import api_of
from routeshift.errors import DeclarationError
from routeshift.inspection import (
    WIDE,
    Filter,
    GroupBy,
    Sort,
    address,
    cells,
    conflicts,
    grouped,
    inspection_router,
    listed,
    record,
)
from routeshift.serving import operations, route_records
from routeshift.wire.operation import Source

OPERATIONS = [
    Operation("orders", "list_orders", "GET", "/v1/orders", "legacy", level="v1"),
    Operation(
        "orders",
        "create_order",
        "POST",
        "/v1/orders",
        "legacy",
        level="v1",
        declared_method="PUT",
        scope="write",
        providers=("local", "remote"),
        source=Source(Path("/srv/orders.py"), 7),
    ),
    Operation("admin", "health", "GET", "/v1alpha/health", "router", level="v1alpha", public=True),
    Operation("orders", "old", "GET", "/v1/old", "router", level="v1", deprecated=True),
]


def names(wanted: Filter, sort: Sort = Sort.ROUTE) -> list[str]:
    return [operation.name for operation in listed(OPERATIONS, wanted, sort)]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter(), ["list_orders", "create_order", "health", "old"]),
        (Filter(level="v1alpha"), ["health"]),
        (Filter(deprecated=True), ["old"]),
        (Filter(deprecated=False), ["list_orders", "create_order", "health"]),
        (Filter(api="admin"), ["health"]),
        (Filter(kind="router"), ["health", "old"]),
        (Filter(text="ORDERS"), ["list_orders", "create_order"]),
        (Filter(text="post /v1"), ["create_order"]),
        (Filter(level="v1", kind="router"), ["old"]),
    ],
)
def test_each_filter_keeps_what_it_says(wanted: Filter, kept: list[str]) -> None:
    assert names(wanted) == kept


def test_rows_are_sorted_by_what_is_asked_for() -> None:
    assert names(Filter(), Sort.PATH) == ["old", "list_orders", "create_order", "health"]
    assert names(Filter(), Sort.API)[0] == "health"
    assert names(Filter(), Sort.OPERATION) == sorted(names(Filter()))


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (GroupBy.API, {"admin": ["health"], "orders": ["list_orders", "create_order", "old"]}),
        (GroupBy.LEVEL, {"v1": ["list_orders", "create_order", "old"], "v1alpha": ["health"]}),
        (
            GroupBy.FILE,
            {"/srv/orders.py": ["create_order"], "none": ["list_orders", "health", "old"]},
        ),
        (GroupBy.TAG, {"A": ["list_orders"], "B": ["list_orders"], "none": ["create_order"]}),
    ],
)
def test_what_has_the_same_of_something_is_together(
    by: GroupBy, groups: dict[str, list[str]]
) -> None:
    """Under each of its tags, as in the document; what has nothing of it comes last."""
    tagged = [dataclasses.replace(OPERATIONS[0], tags=("B", "A")), OPERATIONS[1]]
    found = grouped(tagged if by is GroupBy.TAG else OPERATIONS, by)
    assert {name: [o.name for o in own] for name, own in found.items()} == groups
    assert [*found] == [*groups]


def test_who_may_call_it_is_told_with_all_scopes_once() -> None:
    operation = dataclasses.replace(OPERATIONS[1], scopes=("read", "write"))
    assert cells(operation, ["auth"]) == ["write, read"]


def test_without_a_scope_it_is_told_by_which_schemes() -> None:
    schemes = ("HTTPBearer", "APIKeyHeader")
    for operation, told in ((OPERATIONS[1], "write"), (OPERATIONS[0], "HTTPBearer, APIKeyHeader")):
        assert cells(dataclasses.replace(operation, security=schemes), ["auth"]) == [told]
    assert cells(dataclasses.replace(OPERATIONS[2], security=schemes), ["auth"]) == ["public"]


def test_a_mount_says_which_app_is_there_and_how_many_routes_it_has() -> None:
    app, inner = FastAPI(), FastAPI()
    inner.get("/stats")(lambda: 1)
    inner.mount("/files", StaticFiles(directory="."), name="files")
    app.mount("/admin", inner)
    app.mount("/static", StaticFiles(directory="."), name="static")
    mounts = listed(route_records(app.routes), Filter(kind="mount"))
    told = [cells(one, ["operation"]) for one in mounts]
    assert told == [["FastAPI, 2 routes"], ["static, StaticFiles"]]


def test_an_app_that_is_mounted_into_itself_is_one_route_of_its_own() -> None:
    app, other = FastAPI(), FastAPI()
    app.mount("/self", app)
    app.mount("/other", other)
    other.mount("/back", app)
    mounts = listed(route_records(app.routes), Filter(kind="mount"))
    assert [(one.path, one.extras) for one in mounts] == [
        ("/other", {"routes": 1}),
        ("/self", {"routes": 2}),
    ]


def test_a_place_has_an_address_unless_it_is_in_a_revision() -> None:
    in_revision = Source(Path("git:HEAD:a.py"), 7)
    assert address(OPERATIONS[1]) == "file:///srv/orders.py#7"
    assert address(dataclasses.replace(OPERATIONS[1], source=in_revision)) is None


def test_the_same_method_and_path_is_a_conflict_whatever_its_parameters_are_called() -> None:
    one = Operation("a", "x", "GET", "/v1/{a}", "legacy")
    other = Operation("b", "y", "GET", "/v1/{b}", "router")
    assert conflicts([one, *OPERATIONS, other]) == [[one, other]]
    assert conflicts(OPERATIONS) == []


def test_a_wide_row_says_who_implements_it_where_and_what_was_declared() -> None:
    row = dict(zip(WIDE, cells(OPERATIONS[1], WIDE), strict=True))
    assert row["declared"] == "declared PUT"
    assert row["providers"] == "local, remote"
    assert row["source"] == "/srv/orders.py:7"
    assert row["auth"] == "write"


def test_a_record_has_file_and_line_apart() -> None:
    made = record(OPERATIONS[1])
    assert (made["file"], made["line"], made["scope"]) == ("/srv/orders.py", 7, "write")


class Things(Protocol):
    @webmethod(route="/things", method="GET", level="v1", public=True)
    async def list_things(self) -> list[str]: ...


class ThingsImpl:
    async def list_things(self) -> list[str]:
        return []


def client_of_page() -> Any:
    app = FastAPI()
    mount(app, [api_of(Things)], {"things": ThingsImpl()}, providers={"things": ["memory"]})
    app.include_router(inspection_router())
    return TestClient(app)


def test_the_page_lists_what_is_served_itself_included() -> None:
    data = client_of_page().get("/inspect/routes").json()["data"]
    assert [row["path"] for row in data] == ["/inspect/routes", "/v1/things"]
    things = data[1]
    assert (things["api"], things["kind"], things["public"]) == ("things", "legacy", True)
    assert things["providers"] == ["memory"]
    assert things["file"].endswith("test_listing.py")


def test_the_page_takes_the_same_filters() -> None:
    client = client_of_page()
    assert client.get("/inspect/routes?kind=router&level=v1").json() == {"data": []}
    assert client.get("/inspect/routes?sort=nonsense").status_code == 422


@pytest.mark.parametrize("wrong", [FastAPI(), "inspect"])
def test_a_wrong_path_of_the_page_is_told_with_the_right_call(wrong: Any) -> None:
    with pytest.raises(DeclarationError, match=r"path where it answers") as told:
        inspection_router(wrong)
    assert "app.include_router(inspection_router())" in str(told.value.hint)


def app_with_all_kinds() -> FastAPI:
    app, router = FastAPI(), APIRouter()
    app.get("/v1/items", name="items")(lambda: None)

    @router.websocket("/live/{room}")
    async def live(socket: WebSocket, room: str) -> None: ...

    router.mount("/files", FastAPI(), name="files")
    app.include_router(router, prefix="/v1")
    app.add_route("/plain", lambda _: PlainTextResponse("plain"), methods=["GET"], name="plain")
    app.router.routes.append(Host("{shop}.example.org", FastAPI(), name="shops"))
    app.include_router(inspection_router())
    return app


def test_mounts_websockets_and_other_routes_are_listed_as_what_they_are() -> None:
    """FastAPI's own pages are left out; an operation stays what has a method and a document."""
    app = app_with_all_kinds()
    rows = listed(route_records(app.routes), Filter())
    found = {(o.kind, o.method, o.path, o.name) for o in rows}
    expected = {
        ("router", "GET", "/v1/items", "items"),
        ("websocket", "WS", "/v1/live/{room}", "live"),
        ("mount", "*", "/v1/files", "files"),
        ("route", "GET", "/plain", "plain"),
        ("router", "GET", "/inspect/routes", "list_routes"),
    }
    # Before 0.137, FastAPI takes neither mounts nor hosts from a router that it includes.
    known = {("mount", "*", "/v1/files", "files")} - found
    assert found - {("host", "*", "{shop}.example.org", "shops")} == expected - known
    assert [o.name for o in operations(app)] == ["items", "list_routes"]


def test_pages_of_the_app_itself_are_listed_by_their_kind_and_conflict_with_nothing() -> None:
    app = FastAPI(redoc_url=None)
    app.get("/docs")(lambda: None)
    found = route_records(app.routes)
    pages = ["/docs", "/docs/oauth2-redirect", "/openapi.json"]
    assert [o.path for o in listed(found, Filter(kind="page"))] == pages
    assert conflicts(found) == []


def test_the_page_lists_them_too() -> None:
    client = TestClient(app_with_all_kinds())
    rows = client.get("/inspect/routes", params={"kind": "host"}).json()["data"]
    assert [(row["path"], row["providers"]) for row in rows] == [
        ("{shop}.example.org", ["FastAPI"])
    ]
