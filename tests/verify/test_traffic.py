"""The traffic: what a document calls valid, and the cases that generators do not think of."""

from __future__ import annotations

import random
from typing import Annotated, Any, Literal

import jsonschema_rs
import pytest
from effort import examples
from fastapi import FastAPI, Header, Query, UploadFile
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter
from verify.shop import legacy_app

from routeshift.stubs import ERROR_ROWS
from routeshift.verify import Settings, verify
from routeshift.verify.cases.case import Case
from routeshift.verify.cases.endpoint import DocumentedEndpoint, anonymous, endpoints, same_inputs
from routeshift.verify.traffic.awkward import ALWAYS, SPREAD
from routeshift.verify.traffic.generated import Generator
from routeshift.verify.traffic.mixing import Traffic
from routeshift.verify.traffic.requests import sampled
from routeshift.verify.traffic.sampling import Sampler


class Nested(BaseModel):
    kind: Literal["a", "b"]
    size: Annotated[int, Field(ge=3, le=5)]
    inner: Nested | None = None


class Everything(BaseModel):
    text: Annotated[str, Field(min_length=3, max_length=5)]
    code: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    ratio: Annotated[float, Field(gt=0, lt=1)]
    many: Annotated[list[int], Field(min_length=2)]
    choice: int | Nested | list[str]
    mapping: dict[str, Nested] = {}
    anything: Any = None


def app() -> FastAPI:
    made = FastAPI()

    @made.post("/v1/things/{thing}")
    async def make(
        thing: str,
        body: Everything,
        tags: Annotated[list[str] | None, Query()] = None,
        limit: Annotated[int, Query(ge=1, le=9)] = 3,
        x_mark: Annotated[str | None, Header()] = None,
        stream: bool = False,
    ) -> None: ...

    @made.post("/v1/files")
    async def upload(file: UploadFile) -> None: ...

    return made


def endpoint(label: str) -> DocumentedEndpoint:
    return next(e for e in endpoints(app().openapi()) if e.label == label)


MAKE = endpoint("POST /v1/things/{thing}")


def every_case(of: DocumentedEndpoint = MAKE) -> list[Case]:
    base = sampled(of, "0", 1.0)
    return [case for family in (*ALWAYS, *SPREAD) for case in family(base)]


@pytest.mark.generated
@settings(max_examples=examples(25), deadline=None)
@given(st.integers(), st.floats(0, 1))
def test_sampled_bodies_are_valid_for_their_schema(seed: int, optional: float) -> None:
    document = app().openapi()
    schema = TypeAdapter(Everything).json_schema()
    value = Sampler(document, random.Random(seed), optional).value(MAKE.bodies["application/json"])
    jsonschema_rs.validator_for(schema).validate(value)


@settings(max_examples=30, deadline=None)
@given(st.integers())
def test_samples_are_accepted_by_the_application(seed: int) -> None:
    from starlette.testclient import TestClient

    case = sampled(MAKE, str(seed), 0.7).case("sample")
    with TestClient(app()) as client:
        response = client.request(
            case.method, case.target, headers=dict(case.headers), content=case.body
        )
    assert response.status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "awkward: no body",
        "awkward: null body",
        "awkward: empty object",
        "awkward: empty body",
        "awkward: unknown keys",
        "awkward: content type None",
        "awkward: content type text/plain",
        "awkward: trailing slash",
        "awkward: HEAD",
        "awkward: OPTIONS",
        "awkward: PUT",
        "awkward: PATCH",
        "awkward: wrong credentials",
        "awkward: thing is a slash",
        "awkward: thing is an encoded slash",
        "awkward: limit repeated",
        "awkward: limit with a comma",
        "awkward: tags[]",
        "awkward: tags as the body, a list",
        "boundary: limit is minimum -1",
        "boundary: limit is maximum +1",
        "boundary: text is missing",
        "boundary: text is minLength: 2",
        "boundary: header x-mark is missing",
        "error: not-found",
        "result: a subclass with a field more",
        "stream: value after an event",
        "stream: the client goes away",
    ],
)
def test_what_generators_do_not_think_of_is_there(origin: str) -> None:
    assert origin in {case.origin for case in every_case()}


def test_forms_get_files_and_awkward_fields() -> None:
    cases = {case.origin: case for case in every_case(endpoint("POST /v1/files"))}
    assert b'filename="upload.txt"' in (cases["error: value"].body or b"")
    assert b'name="file[seconds]"' in (cases["awkward: file[seconds]"].body or b"")


def test_targets_are_ascii_and_without_blanks() -> None:
    for case in every_case():
        assert case.target.isascii()
        assert " " not in case.target


@pytest.mark.slow
def test_schemathesis_makes_valid_and_invalid_cases_by_seed() -> None:
    document = app().openapi()
    made = [Generator(document, seed).cases(MAKE, 30) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert {case.origin for case in made[0]} == {
        "schemathesis positive",
        "schemathesis negative",
    }


@pytest.mark.slow
def test_an_operation_nothing_can_be_generated_for_is_told() -> None:
    document = app().openapi()
    broken = document["paths"]["/v1/files"]["post"]
    broken["parameters"] = [
        {"name": "n", "in": "query", "required": True, "schema": {"type": "string", "enum": []}}
    ]
    generator = Generator(document, 0)
    generator.cases(next(e for e in endpoints(document) if e.label == "POST /v1/files"), 10)
    assert "POST /v1/files" in generator.refused


def test_why_an_operation_is_malformed_is_said_in_the_words_of_who_reads_it() -> None:
    document = app().openapi()
    document["paths"]["/v1/files"]["post"]["parameters"] = "n"
    generator = Generator(document, 0)
    assert generator.refused == {"POST /v1/files": "Invalid `parameters` definition"}


def test_cases_at_borders_of_one_document_alone_come_first() -> None:
    looser = app().openapi()
    for parameter in looser["paths"]["/v1/things/{thing}"]["post"]["parameters"]:
        if parameter["name"] == "limit":
            parameter["schema"] = {"type": "integer"}
    old = next(e for e in endpoints(looser) if e.label == MAKE.label)
    assert not same_inputs(old, MAKE)
    traffic = Traffic((old, MAKE), 0)
    base = sampled(old, "0", 1.0)
    always = sum(1 for family in ALWAYS for _ in family(base))
    spread = traffic.cases(base, always + 7)[-7:]
    assert [c for c in spread if "limit is minimum" in c.origin or "limit is maximum" in c.origin]


def test_samples_fill_what_is_left_of_the_budget() -> None:
    base = sampled(MAKE, "0", 1.0)
    traffic = Traffic((MAKE,), 0)
    cheap = traffic.cases(base, 600)
    made = [*cheap, *traffic.more(600 - len(cheap))]
    assert len(made) > 550
    assert len({case.target + str(case.body) for case in made}) > 300


def test_documents_that_say_the_same_are_asked_once() -> None:
    again = endpoint(MAKE.label)
    assert same_inputs(MAKE, again)
    assert anonymous("GET /a/{b}/{c:path}") == "GET /a/{}/{}"


def test_coverage_says_what_was_not_reached() -> None:
    made = FastAPI()

    @made.get("/v1/never", responses={404: {}})
    async def never(n: int = 0) -> int:
        raise ValueError

    gaps = verify(made, made, Settings(cases=4, generate=False)).coverage.gaps()
    assert gaps["GET /v1/never"] == [
        "no case was accepted: only errors were compared",
        "documented statuses not seen: 200, 404, 422",
    ]


def test_a_short_run_sends_every_optional_parameter_and_raises_every_error() -> None:
    """Null cannot be written in a query, and so is no value to send."""
    made = FastAPI()

    @made.get("/v1/found")
    async def find(
        a: int | None = None,
        b: str | None = None,
        c: bool | None = None,
        d: Annotated[list[str] | None, Query()] = None,
        e: float | None = None,
        x_tenant: Annotated[str | None, Header()] = None,
    ) -> dict[str, str]:
        return {}

    for seed in range(10):
        settings = Settings(cases=3, seed=seed, generate=False)
        (reached,) = verify(made, made, settings).coverage.operations.values()
        assert reached.parameters >= {"a", "b", "c", "d", "e", "x-tenant"}
    result = verify(made, made, Settings(cases=20, generate=False))
    assert {case.wish.error for case in result.cases if case.wish} == {*ERROR_ROWS}


def test_operations_without_a_case_are_told() -> None:
    case = Case("GET /v1/health", "GET", "/v1/health")
    result = verify(legacy_app(), legacy_app(), Settings(corpus=(case,)))
    others = set(result.coverage.operations) - {case.operation}
    assert others
    assert all(result.coverage.gaps()[other] == ["no case was sent"] for other in others)


def test_documents_with_malformed_parts_lose_only_those() -> None:
    document = {
        "paths": {
            "/a": {"get": {"parameters": [7, {"$ref": "#/nowhere"}, {"name": "q", "in": "query"}]}},
            "/b": 7,
            "/c": {"post": {"requestBody": {"content": {"application/json": {}}}}},
            "/d": {"get": "nonsense"},
            "/e": {"get": {"parameters": [{"$ref": "#/e"}]}},
        },
        "e": {"$ref": "#/e"},
    }
    found = {e.label: e for e in endpoints(document)}
    assert list(found) == ["GET /a", "POST /c", "GET /e"]
    assert [i.name for i in found["GET /a"].inputs] == ["q"]
    assert sampled(found["GET /e"], "0", 1.0).case("sample").target == "/e"


def test_an_operation_gets_all_the_cases_that_were_asked_for() -> None:
    """Few requests can be told apart where nothing is sent: the answers vary instead."""
    app = FastAPI()

    @app.get("/topics")
    async def list_topics() -> list[str]:
        return []

    endpoint = next(endpoints(app.openapi()))
    more = list(Traffic([endpoint], seed=0).more(200))
    assert len(more) == len({(c.target, c.wish) for c in more}) == 200
