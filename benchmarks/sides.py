"""The same API served in several ways: what the benchmarks of serving compare."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Body, FastAPI, HTTPException, Path, Request, Response
from pydantic import BaseModel, Field
from starlette.applications import Starlette
from starlette.requests import Request as PlainRequest
from starlette.responses import JSONResponse
from starlette.routing import Route

from routeshift import webmethod
from routeshift.serving.contract import ContractRoute, standard_responses

EACH = 10


class Item(BaseModel):
    """What is stored."""

    id: str
    name: str
    size: int = 0
    labels: dict[str, str] = {}
    tags: list[str] = []
    owner: str | None = None


class Page(BaseModel):
    """A page of items."""

    data: list[Item]
    has_more: bool
    url: str | None = None


class CreateItemRequest(BaseModel):
    name: str = Field(description="The name of the item.")
    size: int = Field(default=0, description="Its size.")


class Items(Protocol):
    """The legacy API."""

    @webmethod(route="/items", method="POST", level="v1")
    async def create_item(self, name: str, size: int = 0) -> Item:
        """Create an item.

        :param name: The name of the item.
        :param size: Its size.
        :returns: The item.
        """
        ...

    @webmethod(route="/items/{item_id}", method="GET", level="v1")
    async def get_item(self, item_id: str) -> Item:
        """Get an item.

        :param item_id: The id of the item.
        :returns: The item.
        """
        ...

    @webmethod(route="/pages/{count}", method="GET", level="v1")
    async def list_items(self, count: int) -> Page:
        """List items.

        :param count: How many.
        :returns: A page of items.
        """
        ...


class Store:
    """What answers, for every side."""

    def __init__(self) -> None:
        self.item = Item(id="1", name="a", labels={"k": "v"}, tags=["x", "y"])
        self.pages = {n: Page(data=[self.item] * n, has_more=False, url="/") for n in (1, 20, 100)}

    async def create_item(self, name: str, size: int = 0) -> Item:
        """An item."""
        return Item(id="1", name=name, size=size)

    async def get_item(self, item_id: str) -> Item:
        """The one item."""
        return self.item

    async def list_items(self, count: int) -> Page:
        """A page."""
        return self.pages[count]


class Migrated(Store):
    """The same for routers: a body is a request model."""

    async def create_item(self, request: CreateItemRequest) -> Item:  # type: ignore[override]
        """An item."""
        return Item(id="1", name=request.name, size=request.size)


def hand_written(impl: Migrated, level: str = "v1") -> APIRouter:
    """The router that a migration writes."""
    router = APIRouter(
        prefix=f"/{level}",
        tags=["Items"],
        responses=standard_responses,
        route_class=ContractRoute,
    )

    @router.post("/items", response_description="The item.")
    async def create_item(request: CreateItemRequest) -> Item:
        """Create an item."""
        return await impl.create_item(request)

    @router.get("/items/{item_id}", response_description="The item.")
    async def get_item(
        item_id: Annotated[str, Path(description="The id of the item.")],
    ) -> Item:
        """Get an item."""
        return await impl.get_item(item_id)

    @router.get("/pages/{count}", response_description="A page of items.")
    async def list_items(count: Annotated[int, Path(description="How many.")]) -> Page:
        """List items."""
        return await impl.list_items(count)

    return router


def wrapper_app(impl: Store) -> FastAPI:
    """The old server's way: a wrapper around each method, parameter by parameter."""
    app = FastAPI()
    routes = (
        ("post", "/v1/items", impl.create_item),
        ("get", "/v1/pages/{count}", impl.list_items),
    )
    for method, path, function in routes:
        wrapped = _wrapper(function, method, path)
        getattr(app, method)(path, response_model=None)(wrapped)
    return app


def rendering_app(impl: Store) -> FastAPI:
    """The least that FastAPI can do: a handler that renders the model itself, in one call."""
    app = FastAPI()

    @app.get("/v1/pages/{count}")
    async def list_items(count: int) -> Response:
        page = await impl.list_items(count)
        return Response(page.model_dump_json(by_alias=True), media_type="application/json")

    return app


def _wrapper(function: Callable[..., Any], method: str, path: str) -> Callable[..., Any]:
    @functools.wraps(function)
    async def handler(request: Request, **values: Any) -> Any:
        try:
            result = function(**values)
            if inspect.isawaitable(result):
                result = await result
        except Exception as error:
            raise HTTPException(500, str(error)) from error
        if isinstance(result, Page) and result.url is None:
            result.url = path
        if method == "delete" and result is None:
            return Response(status_code=204)
        return result

    signature = inspect.signature(function)
    first = inspect.Parameter(
        "request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request
    )
    rest = [_annotated(p, method, path) for p in signature.parameters.values()]
    handler.__dict__["__signature__"] = signature.replace(parameters=[first, *rest])
    return handler


def _annotated(parameter: inspect.Parameter, method: str, path: str) -> inspect.Parameter:
    if method != "post":
        return parameter
    place = Path() if f"{{{parameter.name}}}" in path else Body(embed=True)
    return parameter.replace(annotation=Annotated[parameter.annotation, place])


def many_routers(count: int) -> list[APIRouter]:
    """Routers of `count` routes in all."""
    return [wide_router(start) for start in range(0, count, EACH)]


def wide_router(start: int) -> APIRouter:
    """A router of ten routes with a path parameter, a body and a response model each."""
    router = APIRouter(prefix="/v1", tags=[f"Api{start}"], route_class=ContractRoute)
    for number in range(start, start + EACH):
        _add_route(router, f"/things{number}/{{item_id}}", f"change_{number}")
    return router


def _add_route(router: APIRouter, path: str, name: str) -> None:
    async def change(
        item_id: Annotated[str, Path(description="The id.")], request: CreateItemRequest
    ) -> Item:
        """Change a thing."""
        return Item(id=item_id, name=request.name, size=request.size)

    change.__name__ = name
    router.post(path)(change)


def included(routers: list[APIRouter]) -> FastAPI:
    """FastAPI's own app of the routers."""
    app = FastAPI()
    for router in routers:
        app.include_router(router)
    return app


def plain_app(count: int) -> Starlette:
    """Starlette's routes, of the paths of `many_routers`, without any validation."""

    async def change(request: PlainRequest) -> JSONResponse:
        body = await request.json()
        return JSONResponse({"id": request.path_params["item_id"], **body})

    paths = (f"/v1/things{number}/{{item_id}}" for number in range(count))
    return Starlette(routes=[Route(path, change, methods=["POST"]) for path in paths])
