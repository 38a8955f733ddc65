"""Implementations of one convention behind an API of the other."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any, Protocol
from unittest.mock import AsyncMock, create_autospec

import pytest
from fastapi import APIRouter, FastAPI
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from starlette.testclient import TestClient

from routeshift import accepts_both, bridge, mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.errors import DeclarationError


class Address(BaseModel):
    street: str


class AddRequest(BaseModel):
    name: str
    address: Address | None = None
    tags: list[str] | None = None
    limit: int = 3


class Legacy(Protocol):
    @webmethod(route="/shelf/{shelf}/add", method="POST")
    async def add(
        self,
        shelf: str,
        name: str,
        address: Address | None = None,
        tags: list[str] | None = None,
        limit: int = 3,
    ) -> Any: ...

    @webmethod(route="/shelf/{shelf}", method="GET")
    async def get(self, shelf: str) -> Any: ...


class Migrated(Protocol):
    async def add(self, shelf: str, request: AddRequest) -> Any: ...

    async def get(self, shelf: str) -> Any: ...


class GetRequest(BaseModel):
    shelf: str


class Whole(Protocol):
    """The convention of codebases that put path parameters into the model, too."""

    async def get(self, request: GetRequest) -> Any: ...


class Scalars:
    prefix = "s"

    async def add(
        self,
        shelf: str,
        name: str,
        address: Address | None = None,
        tags: list[str] | None = None,
        limit: int = 7,
    ) -> Any:
        return [self.prefix, shelf, name, address, tags, limit]

    async def get(self, shelf: str) -> Any:
        return [self.prefix, shelf]


class Models:
    async def add(self, shelf: str, request: AddRequest) -> Any:
        return ["m", shelf, request.name, request.address, request.tags, request.limit]

    async def get(self, shelf: str) -> Any:
        return ["m", shelf]


def create_router(impl: Migrated) -> APIRouter:
    router = APIRouter()

    @router.post("/shelf/{shelf}/add")
    async def add(shelf: str, request: AddRequest) -> Any:
        return await impl.add(shelf, request)

    @router.get("/shelf/{shelf}")
    async def get(shelf: str) -> Any:
        return await impl.get(shelf)

    return router


def create_only_add(impl: Migrated) -> APIRouter:
    router = create_router(impl)
    router.routes.pop()
    return router


MIGRATED = Api("it", "Migrated", Migrated, factory=Factory(create_router, None, Migrated))


def run(value: Any) -> Any:
    return asyncio.run(value)


def test_what_fits_already_is_left_alone() -> None:
    scalars, models = Scalars(), Models()
    assert bridge(scalars, Legacy) is scalars
    assert bridge(models, Migrated) is models


def test_T11_scalars_serve_a_migrated_router() -> None:
    app = FastAPI()
    mount(app, [MIGRATED], {"it": Scalars()}, bridge=True)
    client = TestClient(app)
    sent = {"name": "a", "address": {"street": "b"}}
    answer = client.post("/shelf/x/add", json=sent)
    assert answer.json() == ["s", "x", "a", {"street": "b"}, None, 7]
    assert client.get("/shelf/x").json() == ["s", "x"]


def test_models_serve_a_legacy_protocol() -> None:
    app = FastAPI()
    mount(app, [api_of(Legacy, "it")], {"it": Models()}, bridge=True)
    answer = TestClient(app).post("/shelf/x/add", json={"name": "a", "tags": ["t"]})
    assert answer.json() == ["m", "x", "a", None, ["t"], 3]


REQUEST = AddRequest(name="a", limit=9)


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        (("x", REQUEST), {}),
        (("x",), {"request": REQUEST}),
        ((), {"shelf": "x", "request": REQUEST}),
        (("x", "a"), {"limit": 9}),
        (("x", "a", None, None, 9), {}),
        ((), {"limit": 9, "name": "a", "shelf": "x"}),
    ],
)
@pytest.mark.parametrize("impl", [bridge(Scalars(), Migrated), bridge(Models(), Legacy)])
def test_either_convention_works_positionally_too(impl: Any, args: Any, kwargs: Any) -> None:
    assert run(impl.add(*args, **kwargs))[1:] == ["x", "a", None, None, 9]


def test_path_parameters_inside_the_model_are_spread_too() -> None:
    impl = bridge(Scalars(), Whole)
    assert run(impl.get(GetRequest(shelf="x"))) == run(impl.get("x")) == ["s", "x"]


class Car(BaseModel):
    vin: str


class PutCarRequest(BaseModel):
    car: Car
    force: bool = False


class Cars(Protocol):
    async def put_car(self, vin: str, request: PutCarRequest) -> Any: ...


class ScalarCars:
    async def put_car(self, vin: str, car: Car, force: bool = False) -> Any:
        return vin, car.vin, force


def test_a_model_that_has_a_path_parameter_as_a_field_too_is_no_request_model() -> None:
    given = {"vin": "one", "request": PutCarRequest(car=Car(vin="two"))}
    assert run(bridge(ScalarCars(), Cars).put_car(**given)) == ("one", "two", False)


def test_the_view_reads_and_writes_the_implementation() -> None:
    scalars = Scalars()
    view = bridge(scalars, Migrated)
    view.prefix = "t"
    assert scalars.prefix == "t"
    assert view.prefix == "t"


def test_an_api_in_the_middle_of_its_move_is_bridged_to_both_of_its_protocols() -> None:
    app = FastAPI()
    legacy = api_of(Legacy, "it")
    both = Api("it", "Legacy", Legacy, legacy.endpoints, Factory(create_only_add, None, Migrated))
    mount(app, [both], {"it": Scalars()}, bridge=True)
    client = TestClient(app)
    assert client.post("/shelf/x/add", json={"name": "a"}).json() == ["s", "x", "a", None, None, 7]
    assert client.get("/shelf/x").json() == ["s", "x"]


def test_a_call_of_neither_convention_is_the_implementations_error() -> None:
    with pytest.raises(TypeError):
        run(bridge(Scalars(), Migrated).add("x", "a", nonsense=1))


@accepts_both
class BothScalars(Scalars):
    async def add(
        self,
        shelf: str,
        name: str,
        address: Address | None = None,
        tags: list[str] | None = None,
        limit: int = 7,
    ) -> Any:
        return ["b", shelf, name, address, tags, limit]


@accepts_both
class BothModels(Models):
    async def add(self, shelf: str, request: AddRequest) -> Any:
        return ["b", shelf, request.name, request.address, request.tags, request.limit]


@pytest.mark.parametrize("impl", [BothScalars(), BothModels()])
@pytest.mark.parametrize("api", [MIGRATED, api_of(Legacy, "it")])
def test_a_class_that_accepts_both_serves_both_without_a_bridge(api: Api, impl: Any) -> None:
    app = FastAPI()
    mount(app, [api], {"it": impl})
    sent = {"name": "a", "address": {"street": "b"}, "limit": 4}
    answer = TestClient(app).post("/shelf/x/add", json=sent)
    assert answer.json() == ["b", "x", "a", {"street": "b"}, None, 4]


values = st.fixed_dictionaries(
    {"name": st.text()},
    optional={
        "address": st.builds(Address, street=st.text()),
        "tags": st.lists(st.text(), max_size=2),
        "limit": st.integers(),
    },
)


@pytest.mark.parametrize(
    "impl",
    [bridge(Scalars(), Migrated), bridge(Models(), Legacy), BothScalars(), BothModels()],
    ids=["scalars", "models", "both-scalars", "both-models"],
)
@given(given_values=values)
def test_both_conventions_say_the_same(impl: Any, given_values: dict[str, Any]) -> None:
    request = AddRequest(**given_values)
    by_model = run(impl.add("x", request))
    by_keyword = run(impl.add(shelf="x", **given_values))
    assert by_model == by_keyword
    assert by_model[2] == given_values["name"]


@pytest.mark.parametrize("impl", [BothScalars(), BothModels()])
def test_none_can_be_passed_positionally(impl: Any) -> None:
    assert run(impl.add("x", "a", None, None, 5)) == ["b", "x", "a", None, None, 5]


def test_a_method_that_nothing_serves_may_have_annotations_for_type_checkers_only() -> None:
    class Shelves(Protocol):
        async def add(self, shelf: str, request: AddRequest) -> Any: ...

        async def owner_of(self, shelf: str) -> Unknown: ...  # type: ignore[name-defined] # noqa: F821

    class Impl:
        async def add(self, shelf: str, name: str) -> Any:
            return shelf + name

        async def owner_of(self, shelf: str) -> Unknown:  # type: ignore[name-defined] # noqa: F821
            return shelf

    def create_router(impl: Any) -> APIRouter:
        router = APIRouter()

        @router.post("/shelf/{shelf}/add")
        async def add(shelf: str, request: AddRequest) -> str:
            return str(await impl.add(shelf, request))

        return router

    api = Api("shelves", "Shelves", factory=Factory(create_router, None, Shelves))
    app = FastAPI()
    mount(app, [api], {"shelves": Impl()}, bridge=True)
    answer = TestClient(app).post("/shelf/a/add", json={"name": "b"})
    assert answer.json() == "ab"
    with pytest.raises(DeclarationError, match="rewrite it, or mount with bridge=True"):
        mount(FastAPI(), [api], {"shelves": Impl()})


def test_one_method_accepts_both_and_so_does_one_that_is_about_to_be_called() -> None:
    class One(Models):
        @accepts_both
        async def add(self, shelf: str, request: AddRequest) -> Any:
            return [shelf, request.name]

    assert run(One().add("x", name="a")) == ["x", "a"]
    assert run(One().add("x", AddRequest(name="a"))) == ["x", "a"]
    assert run(accepts_both(Models().add)("x", name="a"))[1:3] == ["x", "a"]
    assert run(accepts_both(Scalars().add)("x", name="a"))[1:3] == ["x", "a"]


def test_a_mock_gets_what_it_is_called_with() -> None:
    mock = AsyncMock()
    run(accepts_both(mock.add)("x", name="a"))
    mock.add.assert_awaited_once_with("x", name="a")


class Plain(Protocol):
    def add(self, shelf: str, name: str) -> Any: ...


@pytest.mark.parametrize("api", [Legacy, Migrated, Plain])
def test_a_mock_with_a_signature_gets_what_it_is_called_with(api: type) -> None:
    given = {"request": AddRequest(name="a")} if api is Migrated else {"name": "a"}
    mock = create_autospec(api, instance=True)
    answer = accepts_both(mock.add)("x", **given)
    if inspect.isawaitable(answer):
        run(answer)
    mock.add.assert_called_once_with("x", **given)


class FormRequest(BaseModel):
    schema_: str = Field(alias="schema")
    json_: int = Field(default=1, alias="json")


class Forms(Protocol):
    async def fill(self, request: FormRequest) -> Any: ...


class ScalarForms:
    async def fill(self, schema: str, json: int = 7) -> Any:
        return [schema, json]


class ModelForms:
    async def fill(self, request: FormRequest) -> Any:
        return [request.schema_, request.json_]


class LegacyForms(Protocol):
    @webmethod(route="/forms", method="POST")
    async def fill(self, schema: str, json: int = 1) -> Any: ...


def create_forms(impl: Forms) -> APIRouter:
    router = APIRouter()

    @router.post("/forms")
    async def fill(request: FormRequest) -> Any:
        return await impl.fill(request)

    return router


FORMS = Api("it", "Forms", Forms, factory=Factory(create_forms, None, Forms))


@pytest.mark.parametrize(
    ("api", "impl", "default"),
    [(FORMS, ScalarForms(), 7), (api_of(LegacyForms, "it"), ModelForms(), 1)],
)
def test_a_parameter_with_the_name_of_something_of_a_model_passes_the_bridge(
    api: Api, impl: Any, default: int
) -> None:
    """Its field has another name, and the parameter's as an alias."""
    app = FastAPI()
    mount(app, [api], {"it": impl}, bridge=True)
    client = TestClient(app)
    assert client.post("/forms", json={"schema": "a", "json": 3}).json() == ["a", 3]
    assert client.post("/forms", json={"schema": "a"}).json() == ["a", default]


@pytest.mark.parametrize("impl", [ScalarForms(), ModelForms()])
def test_such_a_parameter_is_accepted_both_ways(impl: Any) -> None:
    fill = accepts_both(impl.fill)
    assert run(fill(schema="a", json=3)) == ["a", 3]
    assert run(fill("a", 3)) == ["a", 3]
    assert run(fill(FormRequest(schema="a", json=3))) == ["a", 3]
