"""The startup check: implementations fit their Protocols, for both kinds (traps T2, T11)."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Annotated, Any, Protocol
from unittest.mock import AsyncMock

import pytest
from fastapi import APIRouter, Body, Depends, FastAPI, Query, Request
from pydantic import BaseModel
from starlette.testclient import TestClient

from routeshift import mount, webmethod
from routeshift.discovery import Api, Factory, api_of
from routeshift.errors import DeclarationError
from routeshift.serving import check


class Legacy(Protocol):
    @webmethod(route="/find", method="POST")
    async def find(self, words: str, limit: int = 3) -> str: ...

    @webmethod(route="/lost", method="POST")
    async def lost(self, words: str) -> str: ...


class FindRequest(BaseModel):
    words: str
    limit: int = 3


class Migrated(Protocol):
    async def find(self, request: FindRequest) -> str: ...

    async def look(self, place: str) -> str: ...


def create_router(impl: Migrated) -> APIRouter:
    router = APIRouter()

    @router.get("/find")
    async def find(request: Annotated[FindRequest, Query()]) -> str:
        return await impl.find(request)

    @router.get("/look/{place}")
    async def look(place: str) -> str:
        return await impl.look(place)

    return router


LEGACY = api_of(Legacy, "legacy")
MIGRATED = Api("migrated", "Migrated", Migrated, factory=Factory(create_router, None, Migrated))


class Fits:
    async def find(self, words: str, limit: int = 3) -> str:
        return words

    async def lost(self, words: str) -> str:
        return words


class TakesModels:
    async def find(self, request: FindRequest) -> str:
        return request.words

    async def look(self, place: str) -> str:
        return place


class Demands(Fits):
    async def find(self, words: str, tenant: str, limit: int = 3) -> str:
        return words


class Injects(Fits):
    async def find(self, words: str, tenant: Annotated[str, Depends(str)], limit: int = 3) -> str:
        return words


class TwoFaults:
    async def find(self, words: str, /) -> str:
        return words


class Drifts(Fits):
    async def find(self, words: int, limit: int = 5) -> str:
        return str(words)

    async def lost(self) -> str:
        return ""


def reasons(api: Api, impl: Any, **options: Any) -> list[str]:
    return [problem.reason for problem in check([api], {api.name: impl}, **options)]


@pytest.mark.parametrize(("api", "impl"), [(LEGACY, Fits()), (MIGRATED, TakesModels())])
def test_what_fits_has_no_problem(api: Api, impl: Any) -> None:
    assert reasons(api, impl) == []


def test_what_is_injected_is_not_demanded_of_a_client() -> None:
    assert reasons(LEGACY, Injects()) == []


def test_T2_missing_methods_are_found_for_both_kinds() -> None:
    assert reasons(LEGACY, object()) == [
        "object has no method find, which the API needs.",
        "object has no method lost, which the API needs.",
    ]
    assert reasons(MIGRATED, object()) == [
        "object has no method find, which the API needs.",
        "object has no method look, which the API needs.",
    ]


def test_T11_scalars_where_the_router_passes_a_model() -> None:
    class Scalars(TakesModels):
        async def find(self, words: str, limit: int = 3) -> str:  # type: ignore[override]
            return words

    (reason,) = reasons(MIGRATED, Scalars())
    assert reason == (
        "Scalars.find takes `words`, `limit`, but is called with `request: FindRequest`: "
        "rewrite it, or mount with bridge=True."
    )
    assert reasons(MIGRATED, Scalars(), bridge=True) == []


def test_T11_a_model_where_the_legacy_api_passes_scalars() -> None:
    class Models(Fits):
        async def find(self, request: FindRequest) -> str:  # type: ignore[override]
            return request.words

    (reason,) = reasons(LEGACY, Models())
    assert "takes `request: FindRequest`, but is called with `words`, `limit`" in reason
    assert reasons(LEGACY, Models(), bridge=True) == []


class Car(BaseModel):
    vin: str
    color: str = "red"


class Cars(Protocol):
    @webmethod(route="/cars/{vin}", method="POST")
    async def put_car(self, vin: str, car: Annotated[Car, Body()]) -> str: ...


class MovedCars(Protocol):
    async def put_car(self, vin: str, car: Car) -> str: ...


class Untyped:
    async def put_car(self, vin, car):  # type: ignore[no-untyped-def]
        return f"{vin} {car.vin}"


class Wider:
    async def put_car(self, vin: str, car: BaseModel) -> str:
        return f"{vin} {car.vin}"  # type: ignore[attr-defined]


def cars_router(impl: MovedCars) -> APIRouter:
    router = APIRouter()

    @router.post("/cars/{vin}")
    async def put_car(vin: str, car: Car) -> str:
        return await impl.put_car(vin, car)

    return router


MOVED_CARS = Api("cars", "Cars", MovedCars, factory=Factory(cars_router, None, MovedCars))


@pytest.mark.parametrize("bridge", [False, True])
@pytest.mark.parametrize("impl", [Untyped(), Wider()])
def test_a_path_parameter_may_be_a_field_of_the_body_too(impl: Any, bridge: bool) -> None:
    assert not any(problem.fatal for problem in check([api_of(Cars, "cars")], {"cars": impl}))
    app = FastAPI()
    mount(app, [MOVED_CARS], {"cars": impl}, bridge=bridge)
    answer = TestClient(app).post("/cars/one", json={"vin": "two"})
    assert answer.json() == "one two"


def test_extra_required_parameters_are_found() -> None:
    (reason,) = reasons(LEGACY, Demands())
    assert reason == "Demands.find demands the parameter `tenant`, which the API does not have."


def test_a_bridge_cannot_give_what_nobody_sends() -> None:
    class Wants(TakesModels):
        async def find(self, words: str, tenant: str) -> str:  # type: ignore[override]
            return words

    assert reasons(MIGRATED, Wants(), bridge=True) == [
        "Wants.find demands the parameter `tenant`, which the API does not have.",
        "Wants.find does not take `limit`, which the API promises.",
    ]


@pytest.mark.parametrize("nothing", [None, ...])
def test_an_implementation_that_is_none_is_refused(nothing: Any) -> None:
    """Nor is what the lines for a host leave to be filled in."""
    with pytest.raises(DeclarationError, match=f"is {nothing}: leave it out, or give one"):
        mount(FastAPI(), [LEGACY], {"legacy": nothing})


class Given:
    """Its method is a value: what stands there is not always a function."""

    def __init__(self, find: Any) -> None:
        self.find = find
        self.lost = Fits().lost


class Called:
    async def __call__(self, words: str, limit: int = 3) -> Any:
        return words


class Fails(Fits):
    @property
    def find(self) -> Any:  # type: ignore[override]
        raise RuntimeError("no settings")


class TakesRequests(Fits):
    async def find(self, words: list[str], limit: int = 3, asked: Request = None) -> Any: ...  # type: ignore[override, assignment]


@pytest.mark.parametrize("find", [functools.partial(Fits().find, limit=3), Called()])
def test_a_method_may_be_anything_that_can_be_called(find: Any) -> None:
    assert not [p for p in check([LEGACY], {"legacy": Given(find)}) if p.fatal]


@pytest.mark.parametrize(
    ("impl", "reason"),
    [
        (Given(5), "Given has no method find"),
        (Given(AsyncMock()), "parameter `args` is variadic"),
        (Fails(), "Fails.find cannot be read: RuntimeError: no settings"),
        (TakesRequests(), "parameter `asked` is FastAPI's own"),
    ],
)
def test_what_cannot_be_called_with_what_clients_send_is_found(impl: Any, reason: str) -> None:
    assert any(reason in problem.reason for problem in check([LEGACY], {"legacy": impl}))


def test_all_findings_are_in_one_error_and_nothing_is_mounted() -> None:
    app = FastAPI()
    before = list(app.router.routes)
    with pytest.raises(DeclarationError) as refusal:
        mount(app, [LEGACY, MIGRATED], {"legacy": TwoFaults(), "migrated": object()})
    told = str(refusal.value)
    assert "4 methods cannot be served" in told
    assert "TwoFaults.find cannot be served: parameter `words` is positional-only" in told
    assert "TwoFaults has no method lost" in told
    assert "object has no method look" in told
    assert app.router.routes == before


def test_r6_visible_differences_are_told_at_mount_and_do_not_refuse(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, logger="routeshift"):
        mount(FastAPI(), [LEGACY], {"legacy": Drifts()})
    told = "\n".join(caplog.messages)
    assert "Drifts.find has the default 5 for `limit`, but the document says the default 3" in told
    assert "Drifts.find has another type for `words` than the document" in told
    assert "Drifts.lost does not take `words`, which the API promises" in told


def test_T19_what_an_implementation_read_from_requests_itself_is_told_for_a_router(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Reads(TakesModels):
        async def look(self, place: str, tenant: Annotated[str, Query()] = "nobody") -> str:
            return place + tenant

    with caplog.at_level(logging.WARNING, logger="routeshift"):
        mount(FastAPI(), [MIGRATED], {"migrated": Reads()})
    assert [message.partition(" (")[0] for message in caplog.messages] == [
        "Reads.look reads `tenant` from the request, which its router does not pass."
    ]


class Keyed(Migrated, Protocol):
    def key_of(self, thing: float) -> str: ...


class Keys(TakesModels):
    def key_of(self, thing: int, salt: str) -> str:
        return f"{thing}{salt}"


def told_of_keys(factory: Callable[[Any], APIRouter], caplog: pytest.LogCaptureFixture) -> str:
    keyed = Api("keyed", "Keyed", Keyed, factory=Factory(factory, None, Keyed))
    try:
        mount(FastAPI(), [keyed], {"keyed": Keys()})
    except DeclarationError as error:
        return error.message
    return " ".join(caplog.messages)


def test_what_no_handler_is_called_as_is_compared_with_no_document(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor was it before the move: only what is decorated is an operation."""
    assert told_of_keys(create_router, caplog) == ""


def test_where_handlers_have_other_names_all_that_a_protocol_has_may_be_called(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def renamed(impl: Keyed) -> APIRouter:
        router = create_router(impl)
        router.add_api_route("/keys/{thing}", impl.key_of, name="key")
        return router

    assert "Keys.key_of demands the parameter `salt`" in told_of_keys(renamed, caplog)
