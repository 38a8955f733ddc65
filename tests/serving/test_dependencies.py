"""What runs before a route, by name, and how it is read of routes that are not built again."""

from __future__ import annotations

import functools
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Security, WebSocket
from fastapi.security import OAuth2PasswordBearer
from starlette.responses import PlainTextResponse

from routeshift.serving import route_contexts, route_records
from routeshift.serving.contract import lists_in_body
from routeshift.serving.records import records_of_route
from routeshift.wire import Operation

token = OAuth2PasswordBearer(tokenUrl="token")


def database() -> None: ...


def user(
    told: Annotated[str, Depends(token)], rows: Annotated[None, Depends(database)]
) -> None: ...


class Limit:
    def __call__(self) -> None: ...


def allowed(role: str) -> Any:
    def check() -> None: ...

    return check


def app() -> FastAPI:
    """An app with routers in routers, each of which adds something."""
    made = FastAPI(dependencies=[Depends(Limit())])
    outer = APIRouter(prefix="/outer", tags=["outer"], dependencies=[Depends(database)])
    inner = APIRouter(prefix="/inner", tags=["inner"])

    @inner.get(
        "/items", dependencies=[Depends(allowed("reader"))], openapi_extra={"x-public": True}
    )
    def list_items(who: Annotated[None, Security(user, scopes=["read", "list"])]) -> None: ...

    @outer.api_route("/both", methods=["PUT", "POST"])
    def both() -> None: ...

    @made.get("/plain", dependencies=[Depends(functools.partial(database))])
    def plain() -> None: ...

    live = APIRouter(dependencies=[Depends(database)])

    @live.websocket("/live")
    async def listen(socket: WebSocket) -> None: ...

    @live.get("/beside")
    def beside() -> None: ...

    outer.include_router(inner, deprecated=True)
    made.include_router(outer, prefix="/v1", tags=["all"])
    made.include_router(live, prefix="/v1")
    made.add_route("/starlette", lambda _: PlainTextResponse(""))
    return made


def found(name: str) -> Operation:
    return next(record for record in route_records(app().routes) if record.name == name)


@pytest.mark.parametrize(
    ("name", "dependencies", "scopes"),
    [
        (
            "list_items",
            ("Limit", "database", "check", "user", "OAuth2PasswordBearer"),
            ("read", "list"),
        ),
        ("both", ("Limit", "database"), ()),
        ("plain", ("Limit", "database"), ()),
        ("listen", ("Limit", "database"), ()),
        ("<lambda>", (), ()),
    ],
)
def test_dependencies_are_named_with_those_that_they_need(
    name: str, dependencies: tuple[str, ...], scopes: tuple[str, ...]
) -> None:
    operation = found(name)
    assert (operation.dependencies, operation.scopes) == (dependencies, scopes)


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")
def test_security_schemes_are_those_of_the_document() -> None:
    made = app()
    documented = made.openapi()["paths"]
    for record in route_records(made.routes):
        said = documented.get(record.path, {}).get(record.method.lower(), {}).get("security", [])
        assert list(record.security) == [name for one in said for name in one]
    assert found("list_items").security == ("OAuth2PasswordBearer",)


def test_what_keeps_the_contract_is_no_dependency_of_a_route() -> None:
    made = FastAPI()

    @made.get("/found", dependencies=[Depends(lists_in_body("names")), Depends(database)])
    def find() -> None: ...

    (operation,) = (one for one in route_records(made.routes) if one.name == "find")
    assert operation.dependencies == ("database",)


def test_what_routers_add_to_a_route_is_read_without_building_it_again() -> None:
    made = app()
    read = route_records(made.routes)
    built = [one for route in route_contexts(made.routes) for one in records_of_route(route)]
    assert read == built
    assert found("list_items").path == "/v1/outer/inner/items"
    assert found("list_items").tags == ("all", "outer", "inner")
    assert found("list_items").deprecated
