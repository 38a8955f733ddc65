"""Rules R1 to R8: which routes a legacy Protocol has, and which are refused."""

from __future__ import annotations

from typing import Annotated, Any, Protocol

import pytest
from fastapi import Depends, Request
from pydantic import Field
from serving.apps import client_of, document_of, operation_of

from routeshift import webmethod
from routeshift.discovery import api_of
from routeshift.errors import DeclarationError


class OldStyle:
    """What an old codebase's decorator leaves: one record, fields of its own."""

    route = "/things/{thing_id}"
    method = "GET"
    level = None
    deprecated = True
    descriptive_name = "get_thing"

    def __init__(self) -> None:
        self.__dict__.update(
            {name: value for name, value in vars(OldStyle).items() if not name.startswith("_")}
        )


def old_style(function: Any) -> Any:
    function.__webmethod__ = OldStyle()
    return function


class Things(Protocol):
    @old_style
    async def get_thing(self, thing_id: str) -> str: ...


class ThingsImpl:
    async def get_thing(self, thing_id: str) -> str:
        return f"thing {thing_id}"


def test_r1_a_foreign_decorators_single_record_is_read_by_attribute() -> None:
    assert client_of(Things, ThingsImpl()).get("/things/7").json() == "thing 7"
    assert operation_of(Things, "get", "/things/{thing_id}")["deprecated"] is True


def test_r5_unknown_metadata_is_kept() -> None:
    (endpoint,) = api_of(Things).endpoints
    assert endpoint.entry.extras == {"descriptive_name": "get_thing"}
    described = operation_of(Things, "get", "/things/{thing_id}")
    assert described["x-descriptive-name"] == "get_thing"


class Alias(Protocol):
    @webmethod(route="/old/names", method="GET", level="v1", deprecated=True)
    @webmethod(route="/names", method="GET", level="v1")
    async def list_names(self) -> list[str]: ...


class AliasImpl:
    async def list_names(self) -> list[str]:
        return ["ada"]


def test_r2_one_route_for_each_decorator_with_one_implementation() -> None:
    client = client_of(Alias, AliasImpl())
    assert client.get("/v1/names").json() == client.get("/v1/old/names").json() == ["ada"]
    paths = document_of(Alias)["paths"]
    assert paths["/v1/old/names"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/v1/names"]["get"]


def test_r3_without_a_level_the_configured_prefix_stands_there() -> None:
    (plain,) = api_of(Things).endpoints
    (prefixed,) = api_of(Things, prefix="/api/").endpoints
    assert (plain.path, prefixed.path) == ("/things/{thing_id}", "/api/things/{thing_id}")


class Verbs(Protocol):
    @webmethod(route="/put", method="PUT")
    async def replace(self, name: str) -> str: ...

    @webmethod(route="/none")
    async def unsaid(self, name: str) -> str: ...


class VerbsImpl:
    async def replace(self, name: str) -> str:
        return f"replaced {name}"

    async def unsaid(self, name: str) -> str:
        return f"unsaid {name}"


@pytest.mark.parametrize(("path", "answer"), [("/put", "replaced x"), ("/none", "unsaid x")])
def test_r4_T10_anything_but_get_and_delete_is_served_and_documented_as_post(
    path: str, answer: str
) -> None:
    client = client_of(Verbs, VerbsImpl())
    assert client.post(path, json={"name": "x"}).json() == answer
    assert client.put(path, json={"name": "x"}).status_code == 405
    assert list(document_of(Verbs)["paths"][path]) == ["post"]


def test_r4_the_declared_method_is_remembered() -> None:
    from routeshift.serving import operations

    client = client_of(Verbs, VerbsImpl())
    declared = {o.name: o.declared_method for o in operations(client.app)}  # type: ignore[arg-type]
    assert declared == {"replace": "PUT", "unsaid": None}


class Search(Protocol):
    @webmethod(route="/search", method="POST")
    async def search(self, query: str) -> dict[str, Any]:
        """Search.

        :param query: The words.
        """
        ...


async def tenant() -> str:
    return "acme"


class SearchImpl:
    async def search(
        self, query: str, limit: int = 3, who: Annotated[str, Depends(tenant)] = ""
    ) -> dict[str, Any]:
        return {"query": query, "limit": limit, "who": who}


def test_r6_T19_the_implementations_own_parameters_are_live_on_the_wire() -> None:
    client = client_of(Search, SearchImpl())
    answer = client.post("/search", json={"query": "a", "limit": "7"})
    assert answer.json() == {"query": "a", "limit": 7, "who": "acme"}


def test_r6_the_document_comes_from_the_protocol() -> None:
    client = client_of(Search, SearchImpl())
    fields = client.get("/openapi.json").json()["components"]["schemas"]["SearchRequest"]
    assert list(fields["properties"]) == ["query"]


class PositionalOnly:
    async def search(self, query: str, /) -> dict[str, Any]:
        return {}


class FieldDefault:
    async def search(self, query: str = Field(default="x")) -> dict[str, Any]:
        return {}


class Variadic:
    async def search(self, **kwargs: Any) -> dict[str, Any]:
        return {}


class Injected:
    async def search(self, query: Request) -> dict[str, Any]:
        return {}


class Lacking:
    pass


@pytest.mark.parametrize(
    ("impl", "reason"),
    [
        (PositionalOnly(), "positional-only"),
        (FieldDefault(), r"Field\(\.\.\.\)"),
        (Variadic(), "variadic"),
        (Injected(), "`query` is FastAPI's own"),
        (Lacking(), "has no method search"),
    ],
)
def test_r7_what_cannot_be_served_is_refused_with_its_place(impl: Any, reason: str) -> None:
    with pytest.raises(DeclarationError, match=reason) as refusal:
        client_of(Search, impl)
    assert refusal.value.file is not None
    assert refusal.value.file.name == "test_routes.py"
    assert refusal.value.line is not None


class Asked(Protocol):
    @webmethod(route="/ask", method="POST")
    async def ask(self, request: dict[str, str], urgent: bool = False) -> list[Any]: ...

    @webmethod(route="/asked/{request}", method="GET")
    async def asked(self, request: str) -> str: ...


class Asking:
    async def ask(self, request: dict[str, str], urgent: bool = False) -> list[Any]:
        return [request, urgent]

    async def asked(self, request: str) -> str:
        return request


def test_p10_a_parameter_may_be_called_request() -> None:
    client = client_of(Asked, Asking())
    assert client.post("/ask", json={"request": {"a": "b"}}).json() == [{"a": "b"}, False]
    assert client.get("/asked/a").json() == "a"


class Beside(Protocol):
    @webmethod(route="/ask/{request}", method="POST")
    async def search(self, request: str, name: str) -> str: ...


class Besides:
    async def search(self, request: str, name: str) -> str:
        return request + name


def test_r7_one_beside_the_request_model_is_refused() -> None:
    with pytest.raises(DeclarationError, match="`request` is a path beside"):
        client_of(Beside, Besides())


def test_r8_the_functions_name_is_in_the_operation_id() -> None:
    assert operation_of(Search, "post", "/search")["operationId"] == "search_search_post"


class PathMismatch(Protocol):
    @webmethod(route="/models/{model_id}", method="GET")
    async def get(self, model_id: str, name: str = "") -> list[str]: ...


class PathMismatchImpl:
    async def get(self, model_id: str, name: str = "") -> list[str]:
        return [model_id, name]


def test_T1_a_parameter_that_is_not_in_the_path_is_no_path_parameter() -> None:
    client = client_of(PathMismatch, PathMismatchImpl())
    assert client.get("/models/a?name=b").json() == ["a", "b"]
    places = operation_of(PathMismatch, "get", "/models/{model_id}")["parameters"]
    assert [(p["name"], p["in"]) for p in places] == [("model_id", "path"), ("name", "query")]


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"level": "/v1"}, "level '/v1'"),
        ({"level": "v1 beta"}, "level 'v1 beta'"),
        ({"level": "{version}"}, "level '{version}'"),
        ({"level": 1}, "level 1"),
        ({"route": "/things/{}"}, "route '/things/{}'"),
        ({"route": "/things/{thing"}, "route '/things/{thing'"),
        ({"route": "/things?all=1"}, r"route '/things\?all=1'"),
        ({"route": 5}, "route 5"),
    ],
)
def test_r3_a_level_or_route_that_fits_no_path_is_refused(metadata: Any, reason: str) -> None:
    class Wrong(Protocol):
        @webmethod(**({"route": "/things", "method": "GET", "level": "v1"} | metadata))
        async def list_things(self) -> list[str]: ...

    with pytest.raises(DeclarationError, match=f"list_things is declared with the {reason}"):
        api_of(Wrong)


@pytest.mark.parametrize("level", ["v1", "v9", "v1beta2", "internal", "2024-01-01"])
def test_r3_any_level_that_fits_a_path_is_served_under_it(level: str) -> None:
    class Things(Protocol):
        @webmethod(route="/things", method="GET", level=level)
        async def list_things(self) -> list[str]: ...

    class Impl:
        async def list_things(self) -> list[str]:
            return [level]

    assert client_of(Things, Impl()).get(f"/{level}/things").json() == [level]
