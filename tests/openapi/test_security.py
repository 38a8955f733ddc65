"""What an app and an operation demand of credentials stands in the document, for both kinds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Any, Protocol

import pytest
from codemod import harness
from fastapi import APIRouter, Depends, FastAPI, Security
from fastapi.openapi.utils import get_openapi
from fastapi.security import APIKeyHeader, HTTPBearer
from openapi_spec_validator import validate

from routeshift import mount, webmethod
from routeshift.compare import compare
from routeshift.discovery import Api, Factory, api_of
from routeshift.openapi import document
from routeshift.serving import operations
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration

BEARER = [{"HTTPBearer": []}]


class Items(Protocol):
    @webmethod(route="/items", method="GET")
    async def find(self, limit: int = 1) -> str: ...

    @webmethod(route="/health", method="GET", public=True)
    async def health(self) -> str: ...


class Same:
    async def find(self, limit: int = 1) -> str:
        return "found"

    async def health(self) -> str:
        return "well"


class OtherDefault(Same):
    async def find(self, limit: int = 2) -> str:
        return "found"


def caller(key: Annotated[str, Security(APIKeyHeader(name="x-key"))]) -> str:
    return key


class OwnScheme(Same):
    async def find(  # type: ignore[override]
        self, who: Annotated[str, Security(caller, scopes=["read"])], limit: int = 1
    ) -> str:
        return who


def documented(app: FastAPI, impl: Any) -> dict[str, Any]:
    mount(app, [api_of(Items, "items")], {"items": impl})
    made = app.openapi()
    validate(made)
    return made


def demanded(made: dict[str, Any]) -> dict[str, Any]:
    return {path: item["get"].get("security") for path, item in made["paths"].items()}


@pytest.mark.parametrize("impl", [Same(), OtherDefault()], ids=lambda i: type(i).__name__)
def test_what_an_app_demands_is_documented_whatever_the_implementations_signature(
    impl: Any,
) -> None:
    teapot: dict[int | str, dict[str, Any]] = {418: {"description": "A teapot."}}
    app = FastAPI(dependencies=[Depends(HTTPBearer())], responses=teapot)
    made = documented(app, impl)
    assert demanded(made) == {"/items": BEARER, "/health": BEARER}
    assert made["components"]["securitySchemes"] == {
        "HTTPBearer": {"type": "http", "scheme": "bearer"}
    }
    assert "418" in made["paths"]["/items"]["get"]["responses"]


def test_r6_what_an_implementation_demands_is_documented() -> None:
    made = documented(FastAPI(), OwnScheme())
    assert [*demanded(made)["/items"][0]] == ["APIKeyHeader"]
    assert [*made["components"]["securitySchemes"]] == ["APIKeyHeader"]
    assert [p["name"] for p in made["paths"]["/items"]["get"]["parameters"]] == ["limit"]


def test_an_implementation_adds_to_what_the_app_demands() -> None:
    made = documented(FastAPI(dependencies=[Depends(HTTPBearer())]), OwnScheme())
    names = {name for one in demanded(made)["/items"] for name in one}
    assert names == {"HTTPBearer", "APIKeyHeader"}


def test_what_the_hosts_own_document_demands_of_all_is_kept_and_spares_the_public() -> None:
    app = FastAPI()
    wanted = {"security": [{"mine": []}]}
    app.openapi = lambda: (
        get_openapi(  # type: ignore[method-assign]
            title="T", version="1", routes=app.routes
        )
        | wanted
    )
    made = documented(app, Same())
    assert made["security"] == wanted["security"]
    assert demanded(made) == {"/items": None, "/health": []}


def test_an_operation_can_say_what_it_demands_by_its_decorator() -> None:
    class Api(Protocol):
        @webmethod(route="/items", method="GET", security=[{"mine": []}])
        async def find(self) -> str: ...

    assert demanded(document([api_of(Api)])) == {"/items": [{"mine": []}]}


def test_a_migrated_router_says_what_its_decorator_said(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(harness.CASES / "embedded" / "before", project)
    module = project / "shop" / "items.py"
    module.write_text(module.read_text().replace('level="v1"', 'level="v1", security=[{"a": []}]'))
    before = harness.documented(project)
    assert any("security" in o for item in before["paths"].values() for o in item.values())
    write(plan_migration(project).changes)
    assert compare(before, harness.documented(project)).preserved("docs", strict=True)


def create_router(impl: Same) -> APIRouter:
    router = APIRouter(tags=["Items"], dependencies=[Depends(HTTPBearer())])
    router.get("/items")(impl.find)
    return router


def test_what_a_router_demands_is_documented() -> None:
    api = Api("items", "Items", None, (), Factory(create_router, None))
    app = FastAPI()
    mount(app, [api], {"items": Same()})
    assert demanded(app.openapi()) == demanded(document([api])) == {"/items": BEARER}


def test_an_operation_that_demands_nothing_by_the_standard_is_public() -> None:
    app = FastAPI()
    app.get("/open", openapi_extra={"security": []})(Same().health)
    app.get("/closed")(Same().health)
    assert {o.path: o.public for o in operations(app)} == {"/open": True, "/closed": False}
