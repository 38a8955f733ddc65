"""No client notices: the compat layer answers what the old server answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal, Protocol

import pytest
from effort import examples
from fastapi import Body, FastAPI, Form, Query, UploadFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from serving.old_server import old_app
from starlette.testclient import TestClient

from routeshift import mount, webmethod
from routeshift.discovery import api_of


class Item(BaseModel):
    name: str
    size: int = Field(default=1, ge=0)


class Ask(BaseModel, extra="allow"):
    text: str
    stream: bool | None = None


class Sub(Item):
    secret: str = "s"


class Api(Protocol):
    @webmethod(route="/things/{thing_id}", method="POST", level="v1")
    async def change(
        self,
        thing_id: int,
        name: str,
        item: Item | None = None,
        tags: list[str] | None = None,
        kind: Annotated[str, Query()] = "any",
    ) -> Any: ...

    @webmethod(route="/things", method="GET", level="v1")
    async def find(
        self, name: str, limit: int = 3, mode: Literal["a", "b"] | None = None
    ) -> Any: ...

    @webmethod(route="/optional", method="POST", level="v1")
    async def optional(self, name: str = "x", size: int | None = None) -> Any: ...

    @webmethod(route="/one", method="POST", level="v1")
    async def one(self, item: Item) -> Any: ...

    @webmethod(route="/moves", method="POST", level="v1")
    async def move(self, name: str, from_: Annotated[str, Body(alias="from")] = "here") -> Any: ...

    @webmethod(route="/ask/{of:path}", method="POST", level="v1")
    async def ask(self, of: str, params: Annotated[Ask, Body()]) -> Any: ...

    @webmethod(route="/things/{thing_id:path}", method="DELETE", level="v1")
    async def remove(self, thing_id: str, force: bool = False) -> Any: ...

    @webmethod(route="/upload", method="POST", level="v1")
    async def upload(self, file: UploadFile, purpose: Annotated[str, Form()]) -> Any: ...


class Impl:
    async def change(
        self,
        thing_id: int,
        name: str,
        item: Item | None = None,
        tags: list[str] | None = None,
        kind: Annotated[str, Query()] = "any",
    ) -> Any:
        if name == "fail":
            raise [ValueError("v"), PermissionError("p"), KeyError("k")][thing_id % 3]
        return {"id": thing_id, "name": name, "item": item, "tags": tags, "kind": kind}

    async def find(self, name: str, limit: int = 3, mode: Literal["a", "b"] | None = None) -> Any:
        return [Sub(name=name, size=abs(limit)), {"mode": mode}]

    async def optional(self, name: str = "x", size: int | None = None) -> Any:
        return Sub(name=name, size=size or 0)

    async def one(self, item: Item) -> Any:
        return Item.model_validate({"size": -1}) if item.size == 7 else item

    async def move(self, name: str, from_: Annotated[str, Body(alias="from")] = "here") -> Any:
        return [name, from_]

    async def ask(self, of: str, params: Annotated[Ask, Body()]) -> Any:
        return self._words(params) if params.stream else [of, params.text, params.model_extra]

    async def _words(self, params: Ask) -> AsyncIterator[Any]:
        for word in params.text.split():
            if word == "fail":
                raise ValueError(word)
            yield Item(name=word)

    async def remove(self, thing_id: str, force: bool = False) -> Any:
        return None if force else thing_id

    async def upload(self, file: UploadFile, purpose: Annotated[str, Form()]) -> Any:
        return [file.filename, (await file.read()).decode("latin-1"), purpose]


def clients() -> tuple[TestClient, TestClient]:
    app = FastAPI()
    mount(app, [api_of(Api)], {"api": Impl()})
    return tuple(  # type: ignore[return-value]
        TestClient(side, raise_server_exceptions=False) for side in (old_app(Api, Impl()), app)
    )


OLD, NEW = clients()

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["", "a", "fail", "ä\n", "7"])
)
names = st.sampled_from(["name", "item", "tags", "kind", "size", "text", "stream", "more"])
values = st.recursive(
    scalars, lambda v: st.lists(v, max_size=2) | st.dictionaries(names, v, max_size=3), max_leaves=6
)
items = st.fixed_dictionaries({"name": scalars}, optional={"size": scalars})
bodies = st.one_of(
    st.fixed_dictionaries({"name": st.sampled_from(["a", "fail"])}, optional={"item": items}),
    st.fixed_dictionaries({"item": items}),
    st.fixed_dictionaries(
        {"text": st.sampled_from(["a b", "a fail b"])},
        optional={"stream": st.booleans(), "more": values},
    ),
    st.dictionaries(names, values, max_size=4),
    values.filter(lambda v: v is not None),
)
posts = st.sampled_from(["/v1/things/3", "/v1/things/x", "/v1/optional", "/v1/one", "/v1/ask/a/b"])


def same(method: str, path: str, **sent: Any) -> None:
    old, new = (client.request(method, path, **sent) for client in (OLD, NEW))
    assert (new.status_code, new.content) == (old.status_code, old.content)
    assert new.headers.get("content-type") == old.headers.get("content-type")


@pytest.mark.generated
@given(posts, bodies, st.sampled_from(["", "?kind=k", "?kind=k&kind=l", "?name=q"]))
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_generated_bodies_are_answered_alike(path: str, body: Any, query: str) -> None:
    same("POST", path + query, json=body)


@given(st.dictionaries(st.sampled_from(["name", "limit", "mode", "other"]), scalars))
@settings(max_examples=50, deadline=None)
def test_generated_queries_are_answered_alike(query: dict[str, Any]) -> None:
    same("GET", "/v1/things", params={k: v for k, v in query.items() if v is not None})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("DELETE", "/v1/things/a/b?force=1", {}),
        ("DELETE", "/v1/things/a/b", {}),
        ("DELETE", "/v1/things/a?force=maybe", {}),
        ("POST", "/v1/optional", {}),
        ("POST", "/v1/optional", {"json": {"name": None, "size": None}}),
        ("POST", "/v1/things/1", {"json": {"name": None}}),
        ("POST", "/v1/one", {"json": {"item": None}}),
        ("POST", "/v1/things/1", {}),
        ("POST", "/v1/one", {"content": b"{"}),
        ("POST", "/v1/one", {"content": b'{"item": {"name": "a"}}'}),
        ("POST", "/v1/one", {"data": {"item": "a"}}),
        ("POST", "/v1/moves", {"json": {"name": "a", "from": "b"}}),
        ("POST", "/v1/moves", {"json": {"name": "a", "from_": "b"}}),
        ("POST", "/v1/upload", {"files": {"file": b"x"}, "data": {"purpose": "p"}}),
        ("POST", "/v1/upload", {"files": {"file": b"x"}}),
        ("POST", "/v1/upload", {"data": {"purpose": "p"}}),
        ("POST", "/v1/upload", {"json": {"purpose": "p"}}),
        ("PUT", "/v1/one", {"json": {}}),
        ("GET", "/v1/one", {}),
        ("GET", "/v1/nowhere", {}),
        ("GET", "/v1/things/", {"params": {"name": "a"}}),
        ("HEAD", "/v1/things?name=a", {}),
    ],
)
def test_what_is_easily_forgotten_is_answered_alike(
    method: str, path: str, sent: dict[str, Any]
) -> None:
    same(method, path, **sent)
