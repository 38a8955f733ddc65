"""The document of an app: its own, with what the host says of it and adds to it."""

from __future__ import annotations

from typing import Any, Protocol

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from routeshift import mount, webmethod
from routeshift.discovery import api_of

ABOUT: dict[str, Any] = {
    "title": "T",
    "version": "2",
    "summary": "S",
    "description": "D",
    "terms_of_service": "https://t.test/terms",
    "contact": {"name": "C"},
    "license_info": {"name": "MIT"},
    "servers": [{"url": "https://t.test"}],
    "openapi_tags": [{"name": "Things", "description": "All of them."}],
    "openapi_external_docs": {"url": "https://t.test/docs"},
}


class Things(Protocol):
    @webmethod(route="/things", method="GET", level="v1")
    async def list_things(self) -> list[str]: ...


class More(Protocol):
    @webmethod(route="/more", method="GET", level="v1")
    async def list_more(self) -> list[str]: ...


class Impl:
    async def list_things(self) -> list[str]:
        return ["thing"]

    async def list_more(self) -> list[str]:
        return ["more"]


def mounted(app: FastAPI) -> FastAPI:
    mount(app, [api_of(Things)], {"things": Impl()})
    return app


def described(app: FastAPI) -> FastAPI:
    @app.webhooks.post("new-thing")
    def new_thing(name: str) -> None: ...

    return app


def test_what_the_host_says_of_its_app_stays() -> None:
    plain = described(FastAPI(**ABOUT)).openapi()
    ours = mounted(described(FastAPI(**ABOUT))).openapi()
    known = {"paths", "components", "webhooks"}
    assert {k: v for k, v in ours.items() if k not in known} == {
        k: v for k, v in plain.items() if k not in known
    }
    assert ours["webhooks"].keys() == {"new-thing"}
    OpenAPIV31SpecValidator(ours).validate()


def test_operations_of_routes_that_are_added_later_are_documented_as_fastapi_does() -> None:
    found = []
    for app in (FastAPI(), mounted(FastAPI())):
        app.openapi()
        router = APIRouter(prefix="/later")
        router.get("/x")(lambda: "x")
        app.include_router(router)
        found.append("/later/x" in app.openapi()["paths"])
        assert app.openapi() is app.openapi()
    assert found[0] == found[1]


def test_a_document_that_the_host_makes_itself_is_kept_and_completed() -> None:
    app = FastAPI()

    def own() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(title="Mine", version="3", routes=app.routes)
            app.openapi_schema["info"]["x-logo"] = "logo"
        return app.openapi_schema

    app.openapi = own  # type: ignore[method-assign]
    mounted(app)
    mount(app, [api_of(More)], {"more": Impl()})
    made = TestClient(app).get("/openapi.json").json()
    assert made["info"] == {"title": "Mine", "version": "3", "x-logo": "logo"}
    assert set(made["paths"]) == {"/v1/things", "/v1/more"}
    OpenAPIV31SpecValidator(made).validate()
    assert app.openapi() is app.openapi()
