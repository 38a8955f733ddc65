"""One fault for each trap, seeded into the migrated API."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, FastAPI, Form, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from verify.migrated import migrated_app
from verify.shop import (
    Answer,
    AskRequest,
    CreateItemRequest,
    Expiry,
    Gate,
    Item,
    ListItemsRequest,
    MigratedShop,
    Page,
    SearchRequest,
    UploadRequest,
)

from routeshift import find_operation
from routeshift.serving import operations
from routeshift.serving.contract import PageRoute, error_response
from routeshift.stubs import stub_implementation


def t1(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/items/{identifier:path}")
    async def get_item(item_id: str) -> Item:
        return await impl.get_item(item_id)


class Unimplemented:
    """An implementation that lacks a method, which no check noticed."""

    def __init__(self, impl: Any, missing: str) -> None:
        self._impl, self._missing = impl, missing

    def __getattr__(self, name: str) -> Any:
        if name == self._missing:
            raise AttributeError(name)
        return getattr(self._impl, name)


def t5(router: APIRouter, impl: Any) -> None:
    @router.delete("/v1/orders/{order_id}/lines/{line}", responses={204: {}})
    async def remove_line(order_id: str, line: int) -> Any:
        return JSONResponse(await impl.remove_line(order_id, line))


def t6(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/items")
    async def list_items(request: Annotated[ListItemsRequest, Query()]) -> Any:
        page: Page = await impl.list_items(request)
        return Response(page.model_dump_json(), media_type="application/json")


def t7(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/files")
    async def upload(
        file: UploadFile,
        purpose: Annotated[str, Form()],
        expires_after: Annotated[str | None, Form()] = None,
    ) -> Answer:
        expiry = Expiry(seconds=int(expires_after)) if expires_after else None
        return await impl.upload(UploadRequest(purpose=purpose, expires_after=expiry), file=file)


class ChangeWithPath(BaseModel):
    order_id: str
    note: str


def t8(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/orders/{order_id}")
    async def change_order(order_id: str, request: ChangeWithPath) -> Item:
        return await impl.change_order(order_id, request)


def t9(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/search")
    async def search(request: SearchRequest) -> list[Item]:
        return await impl.search(request)


def t10(router: APIRouter, impl: Any) -> None:
    @router.put("/v1/search")
    async def search(request: SearchRequest | None = None) -> list[Item]:
        return await impl.search(request or SearchRequest())


class ScalarSearch(Protocol):
    async def search(self, query: str | None = None, limit: int | None = None) -> list[Item]: ...


class Mixed:
    """An implementation of which one method still takes scalars."""

    def __init__(self, impl: Any, old: Any, name: str) -> None:
        self._impl, self._old, self._name = impl, old, name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._old if name == self._name else self._impl, name)


def t11(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/search")
    async def search(request: SearchRequest | None = None) -> list[Item]:
        return await impl.search(request=request or SearchRequest())


class MissedCallSite:
    """An implementation that calls a migrated method of its own as it was."""

    def __init__(self, impl: Any) -> None:
        self._impl = impl

    def __getattr__(self, name: str) -> Any:
        return getattr(self._impl, name)

    async def change_order(self, order_id: str, request: Any) -> Item:
        return await self._impl.create_item(name=request.note)


@asynccontextmanager
async def t13(_: FastAPI) -> AsyncIterator[None]:
    register = stub_implementation(MigratedShop).create_item  # type: ignore[attr-defined]
    await register(name="from config")
    yield


def t14(app: FastAPI) -> None:
    @app.get("/v1/inspect/routes")
    async def inspect_routes() -> list[dict[str, Any]]:
        rebuilt = [APIRoute(o.path, lambda: None, methods=[o.method]) for o in operations(app)]
        return [
            {"route": r.path, "method": m, "deprecated": bool(r.deprecated), "level": None}
            for r in sorted(rebuilt, key=lambda r: f"{sorted(r.methods)} {r.path}")
            for m in r.methods
        ]


def legacy_only(app: FastAPI, method: str, path: str) -> Any:
    """A library client's table of routes, made from decorators alone."""
    found = find_operation(app, method, path)
    return found if found is not None and found.kind == "legacy" else None


def t16(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/items/{item_id:path}")
    async def get_item(item_id: str) -> Any:
        found = await impl.get_item(item_id)
        declared = Item.model_validate(found.model_dump() if found else None)
        return Response(declared.model_dump_json(), media_type="application/json")


class ConstrainedCreate(CreateItemRequest):
    quantity: int = Field(default=1, ge=1, le=100)


def t17(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/items")
    async def create_item(request: ConstrainedCreate) -> Item:
        return await impl.create_item(CreateItemRequest(**request.model_dump()))


def t18(router: APIRouter, impl: Any) -> None:
    @router.post("/v1alpha/ask", response_model=Answer)
    async def ask(request: AskRequest) -> Any:
        result = await impl.ask(request)
        if not request.stream:
            return result
        lines = (f"data: {event.model_dump_json()}\n\n" async for event in result)
        return StreamingResponse(lines, media_type="text/event-stream")


class CreateAsDeclared(BaseModel):
    name: str
    quantity: int = 1
    note: str | None = None


def t19(router: APIRouter, impl: Any) -> None:
    @router.post("/v1/items")
    async def create_item(request: CreateAsDeclared) -> Item:
        return await impl.create_item(CreateItemRequest(**request.model_dump()))


def t20(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/health", deprecated=True)
    async def health() -> Answer:
        return await impl.health()


def one_segment(app: FastAPI, method: str, path: str) -> Any:
    """A lookup with an expression of its own, in which a parameter is one segment."""
    for operation in operations(app):
        pattern = re.sub(r"\{[^}]*\}", "[^/]+", operation.path)
        if operation.method == method and re.fullmatch(pattern, path):
            return operation
    return None


class StrictGate(Gate):
    """An auth that refuses what its lookup does not find."""

    def _admits(self, scope: Any) -> bool:
        known = self._lookup(self.app, scope["method"], scope["path"]) is not None
        return super()._admits(scope) and (known or "items/" not in scope["path"])


class Unprocessable(PageRoute):
    """A route that answers invalid requests as plain FastAPI does: 422."""

    def get_route_handler(self) -> Any:
        handler = APIRoute.get_route_handler(self)

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except Exception as error:
                if type(error).__name__ in ("RequestValidationError", "HTTPException"):
                    raise
                return error_response(request, error)

        return handle


def query_dependency(limit: int, colour: str = "any") -> ListItemsRequest:
    """A dependency built from a model, for which a default factory is no default."""
    return ListItemsRequest(limit=limit, colour=colour)


def t23(router: APIRouter, impl: Any) -> None:
    @router.get("/v1/items")
    async def list_items(request: Annotated[ListItemsRequest, Depends(query_dependency)]) -> Page:
        return await impl.list_items(request)


def _stub() -> Any:
    return stub_implementation(MigratedShop)


FAULTS: Mapping[str, Callable[[], Any]] = {
    "T1": lambda: migrated_app({"get_item": t1}),
    "T2": lambda: migrated_app(impl=Unimplemented(_stub(), "search")),
    "T3": lambda: migrated_app(route_class=APIRoute),
    "T4": lambda: migrated_app(context=None),
    "T5": lambda: migrated_app({"remove_line": t5}),
    "T6": lambda: migrated_app({"list_items": t6}),
    "T7": lambda: migrated_app({"upload": t7}),
    "T8": lambda: migrated_app({"change_order": t8}),
    "T9": lambda: migrated_app({"search": t9}),
    "T10": lambda: migrated_app({"search": t10}),
    "T11": lambda: migrated_app(
        {"search": t11}, impl=Mixed(_stub(), stub_implementation(ScalarSearch), "search")
    ),
    "T12": lambda: migrated_app(impl=MissedCallSite(_stub())),
    "T13": lambda: migrated_app(lifespan=t13),
    "T14": lambda: migrated_app(inspection=t14),
    "T15": lambda: migrated_app(lookup=legacy_only),
    "T16": lambda: migrated_app({"get_item": t16}),
    "T17": lambda: migrated_app({"create_item": t17}),
    "T18": lambda: migrated_app({"ask": t18}),
    "T19": lambda: migrated_app({"create_item": t19}),
    "T20": lambda: migrated_app({"health": t20}),
    "T21": lambda: StrictGate(migrated_app().app, one_segment),
    "T22": lambda: migrated_app(route_class=Unprocessable),
    "T23": lambda: migrated_app({"list_items": t23}),
}
