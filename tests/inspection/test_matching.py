"""Who answers a request is who an app lets answer it."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from routeshift.inspection import Role, matches, tree_lines
from routeshift.serving import route_records
from routeshift.wire import Operation


def app() -> FastAPI:
    """An app whose answers are the names of what gave them."""
    made = FastAPI()

    def add(method: str, path: str, name: str) -> None:
        async def answer() -> PlainTextResponse:
            return PlainTextResponse(name)

        made.add_api_route(path, answer, methods=[method], name=name)

    add("GET", "/v1/orders/{order_id}", "get_order")
    add("GET", "/v1/orders/new", "shadowed")
    add("POST", "/v1/orders", "create_order")
    add("GET", "/v1/files/{name:path}", "get_file")
    add("GET", "/v1/pages/{number:int}", "get_page")
    add("GET", "/v1/pages/{title}", "get_title")

    async def plain(_: object) -> PlainTextResponse:
        return PlainTextResponse("plain")

    made.router.routes.append(Route("/plain", plain))
    made.router.routes.append(Mount("/static", Route("/{rest:path}", plain), name="static"))
    return made


REQUESTS = [
    "GET /v1/orders/7",
    "GET /v1/orders/new",
    "GET /v1/orders/7/8",
    "POST /v1/orders",
    "PUT /v1/orders",
    "HEAD /v1/orders/7",
    "GET /v1/files/a/b/c",
    "GET /v1/pages/7",
    "GET /v1/pages/seven",
    "GET /plain",
    "HEAD /plain",
    "POST /plain",
    "PATCH /static/a/b",
    "GET /docs",
    "HEAD /openapi.json",
    "POST /redoc",
    "GET /nothing",
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_it_is_the_route_that_the_app_lets_answer(request_: str) -> None:
    served = app()
    method, path = request_.split(" ")
    response = TestClient(served).request(method, path, follow_redirects=False)
    found = matches(route_records(served.routes), method, path)
    answering = [one for one in found if one.role is Role.ANSWERS]
    if response.status_code == 404:
        assert found == []
    elif response.status_code == 405 and "static" not in path:
        assert found
        assert answering == []
    else:
        (one,) = answering
        silent = method == "HEAD" or "static" in path or one.operation.kind == "page"
        assert silent or one.operation.name in response.text


def test_the_others_are_told_with_their_reason() -> None:
    found = matches(route_records(app().routes), "GET", "/v1/orders/new")
    assert [(one.operation.name, one.role.value) for one in found] == [
        ("get_order", "answers"),
        ("shadowed", "comes later"),
    ]
    assert found[0].parameters == {"order_id": "new"}


def test_a_tree_has_a_branch_for_each_part_and_joins_what_leads_to_one() -> None:
    rows = [
        Operation("orders", "list_orders", "GET", "/v1/orders", "legacy"),
        Operation("orders", "get_order", "GET", "/v1/orders/{id}", "router", deprecated=True),
        Operation("", "root", "GET", "/", "route"),
    ]
    assert tree_lines(rows) == [
        "/v1/orders",
        "├─ GET list_orders (orders, legacy)",
        "└─ /{id}",
        "   └─ GET get_order (orders, router, deprecated)",
        "/",
        "└─ GET root (route)",
    ]
