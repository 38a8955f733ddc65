"""What a host's own loop over webmethods has added is legacy, and no router's."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Protocol

import pytest
from fastapi import APIRouter, FastAPI

from routeshift import webmethod
from routeshift.serving import operations


class Items(Protocol):
    @webmethod(route="/items/{item:path}", method="GET", level="v1")
    async def get_item(self, item: str) -> str: ...


class Service(Items):
    async def get_item(self, item: str) -> str:
        return item


def wrapping(method: Any) -> Any:
    @functools.wraps(method)
    async def handler(*args: Any, **kwargs: Any) -> Any:
        return await method(*args, **kwargs)

    return handler


def enclosing(method: Any) -> Any:
    unset: Any
    inner = functools.partial(method)

    async def handler(item: str) -> Any:
        return await inner(item) if item else unset

    if not method:
        unset = None
    return handler


def itself(method: Any) -> Any:
    return method


def by_loop(app: FastAPI, handler_of: Callable[[Any], Any], prefix: str = "") -> None:
    for name, function in inspect.getmembers(Items, inspect.isfunction):
        # routeshift: accept it is a host as it was
        for entry in getattr(function, "__webmethods__", ()):
            handler = handler_of(getattr(Service(), name))
            app.add_api_route(f"{prefix}/{entry.level}{entry.route}", handler, name=name)


@pytest.mark.parametrize("handler_of", [wrapping, enclosing, itself])
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_handler_of_a_webmethod_is_legacy(handler_of: Callable[[Any], Any], prefix: str) -> None:
    app = FastAPI()
    by_loop(app, handler_of, prefix)
    assert [(o.name, o.kind) for o in operations(app)] == [("get_item", "legacy")]


def test_what_calls_the_same_method_elsewhere_is_a_route_of_its_own() -> None:
    app = FastAPI()
    app.add_api_route("/v1/things/{item:path}", enclosing(Service().get_item))
    assert [o.kind for o in operations(app)] == ["router"]


def test_a_router_of_an_implementation_is_a_router() -> None:
    router = APIRouter()

    def add(impl: Items) -> None:
        @router.get("/v1/items/{item:path}")
        async def get_item(item: str) -> str:
            return await impl.get_item(item)

    add(Service())
    app = FastAPI()
    app.include_router(router)
    assert [o.kind for o in operations(app)] == ["router"]
