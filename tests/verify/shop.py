"""One API in both kinds: the Protocols, their models, and the legacy app."""

from __future__ import annotations

import contextvars
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Protocol

from fastapi import Depends, FastAPI, Form, Request, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from routeshift import find_operation, mount, webmethod
from routeshift.discovery import api_of
from routeshift.serving import operations
from routeshift.stubs import stub_implementation

USER: contextvars.ContextVar[str | None] = contextvars.ContextVar("user", default=None)


class Item(BaseModel):
    name: str
    quantity: int = 1
    note: str | None = None


class Page(BaseModel):
    data: list[Item]
    has_more: bool
    url: str | None = None


class Answer(BaseModel):
    text: str


class Chunk(BaseModel):
    delta: str


class Expiry(BaseModel):
    seconds: int


async def expiry(request: Request) -> Expiry | None:
    """A form field in brackets, as OpenAI's clients send it."""
    form = await request.form()
    text = form.get("expires_after[seconds]")
    return Expiry(seconds=int(text)) if isinstance(text, str) and text.isdigit() else None


class Shop(Protocol):
    @webmethod(route="/items/{item_id:path}", method="GET", level="v1")
    async def get_item(self, item_id: str) -> Item: ...

    @webmethod(route="/items", method="GET", level="v1")
    async def list_items(self, limit: int = 10, colour: str = "any") -> Page: ...

    @webmethod(route="/items", method="POST", level="v1")
    async def create_item(self, name: str, quantity: int = 1, note: str | None = None) -> Item: ...

    @webmethod(route="/orders/{order_id}/lines/{line}", method="DELETE", level="v1")
    async def remove_line(self, order_id: str, line: int) -> None: ...

    @webmethod(route="/orders/{order_id}", method="POST", level="v1")
    async def change_order(self, order_id: str, note: str) -> Item: ...

    @webmethod(route="/search", method="POST", level="v1")
    async def search(self, query: str | None = None, limit: int | None = None) -> list[Item]: ...

    @webmethod(route="/ask", method="POST", level="v1alpha")
    async def ask(self, question: str, stream: bool = False) -> Answer | AsyncIterator[Chunk]: ...

    @webmethod(route="/files", method="POST", level="v1")
    async def upload(
        self,
        file: UploadFile,
        purpose: Annotated[str, Form()],
        expires_after: Annotated[Expiry | None, Depends(expiry)] = None,
    ) -> Answer: ...

    @webmethod(route="/health", method="GET", level="v1", public=True, deprecated=True)
    async def health(self) -> Answer: ...


class Implemented(Shop, Protocol):
    """What is implemented: `create_item` takes a parameter more, which is live on the wire."""

    async def create_item(
        self, name: str, quantity: int = 1, note: str | None = None, dry_run: bool = False
    ) -> Item: ...


class CreateItemRequest(BaseModel):
    name: str
    quantity: int = 1
    note: str | None = None
    dry_run: bool = False


class ListItemsRequest(BaseModel):
    limit: int = 10
    colour: str = "any"


class ChangeOrderRequest(BaseModel):
    note: str


class SearchRequest(BaseModel):
    query: str | None = None
    limit: int | None = None


class AskRequest(BaseModel):
    question: str
    stream: bool = False


class UploadRequest(BaseModel):
    purpose: str
    expires_after: Expiry | None = None


class MigratedShop(Protocol):
    async def get_item(self, item_id: str) -> Item: ...

    async def list_items(self, request: ListItemsRequest) -> Page: ...

    async def create_item(self, request: CreateItemRequest) -> Item: ...

    async def remove_line(self, order_id: str, line: int) -> None: ...

    async def change_order(self, order_id: str, request: ChangeOrderRequest) -> Item: ...

    async def search(self, request: SearchRequest) -> list[Item]: ...

    async def ask(self, request: AskRequest) -> Answer | AsyncIterator[Chunk]: ...

    async def upload(self, request: UploadRequest, file: UploadFile) -> Answer: ...

    async def health(self) -> Answer: ...


@asynccontextmanager
async def user(request: Request, _: Any = None) -> AsyncIterator[None]:
    """The context that a host sets around each request."""
    token = USER.set(request.headers.get("x-user", "nobody"))
    try:
        yield
    finally:
        USER.reset(token)


Lookup = Callable[[FastAPI, str, str], Any]


class Gate:
    """A host's auth: asks the metadata whether an operation is public.

    Args:
        app: The app behind it.
        lookup: Finds the operation of a request.
    """

    def __init__(self, app: FastAPI, lookup: Lookup = find_operation) -> None:
        self.app = app
        self.openapi = app.openapi
        self._lookup = lookup

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and not self._admits(scope):
            response = JSONResponse({"detail": "who are you?"}, 401)
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _admits(self, scope: Any) -> bool:
        operation = self._lookup(self.app, scope["method"], scope["path"])
        if operation is not None and operation.public:
            return True
        return (b"authorization", b"Bearer good") in scope["headers"]


def add_inspection(app: FastAPI) -> None:
    """A host's own list of routes, served as an operation."""

    @app.get("/v1/inspect/routes")
    async def inspect_routes() -> list[dict[str, Any]]:
        return [
            {"route": o.path, "method": o.method, "deprecated": o.deprecated, "level": o.level}
            for o in sorted(operations(app), key=str)
        ]


def legacy_app() -> Gate:
    """The API as webmethods."""
    app = FastAPI()
    mount(app, [api_of(Shop, "shop")], {"shop": stub_implementation(Implemented)}, context=[user])
    add_inspection(app)
    return Gate(app)
