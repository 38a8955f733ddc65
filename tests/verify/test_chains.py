"""What one operation makes is what the next is asked about, on each side its own."""

from __future__ import annotations

import itertools
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel
from servers import listening
from verify.noisy import Jobbing, app
from verify.noisy_faults import changed
from verify.shop import legacy_app

from routeshift.verify import Case, Settings, read_corpus, verify, write_corpus
from routeshift.verify.cases.carrying import filled, mark
from routeshift.verify.cases.curl_lines import curl
from routeshift.verify.cases.endpoint import endpoints
from routeshift.verify.cases.exchange import Exchange
from routeshift.verify.traffic.links import links

SETTINGS = Settings(cases=40, generate=False)


def linked(made: FastAPI) -> dict[str, set[tuple[str, str, str, str]]]:
    found = links(list(endpoints(made.openapi())))
    return {
        label: {(one.slot.place, one.slot.name, one.producer, one.pointer) for one in chosen}
        for label, chosen in found.items()
    }


def test_what_stands_below_a_path_is_what_was_made_there() -> None:
    assert linked(app())["GET /v1/jobs/{job_id}"] == {
        ("path", "job_id", "POST /v1/jobs", "/body/id")
    }


def test_what_is_called_by_a_thing_is_made_where_the_thing_is() -> None:
    found = linked(app())
    made = ("POST /v1/jobs", "/body/id")
    assert found["POST /v1/attachments"] == {("body", "job_id", *made)}
    assert found["GET /v1/jobs/{job_id}/attachments/{attachment_id}"] == {
        ("path", "job_id", *made),
        ("path", "attachment_id", "POST /v1/attachments", "/body/attachment_id"),
    }


class Made(BaseModel):
    ref: str
    token: str


def test_the_links_of_a_document_come_first() -> None:
    made = FastAPI()
    told = {"next": {"operationId": "look", "parameters": {"what": "$response.body#/token"}}}

    @made.post("/orders", responses={200: {"links": told}})
    async def order() -> Made: ...

    @made.get("/look/{what}", operation_id="look")
    async def look(what: str) -> None: ...

    assert linked(made) == {"GET /look/{what}": {("path", "what", "POST /orders", "/body/token")}}


@pytest.mark.parametrize(
    ("collection", "slot"),
    [
        ("vector-stores", "vector_store_id"),
        ("categories", "category_id"),
        ("boxes", "boxId"),
        ("things", "thing_ids"),
    ],
)
def test_a_thing_is_one_of_its_collection_however_it_is_spelled(collection: str, slot: str) -> None:
    class Thing(BaseModel):
        id: str

    made = FastAPI()
    made.post(f"/v1/{collection}", response_model=Thing)(lambda: None)
    space: dict[str, Any] = {}
    exec(f"def take({slot}: str): ...", space)
    made.get("/other")(space["take"])
    assert linked(made)["GET /other"] == {("query", slot, f"POST /v1/{collection}", "/body/id")}


class Item(BaseModel):
    id: int
    name: str


class Items(BaseModel):
    data: list[Item]


def test_what_is_only_listed_is_asked_for_by_what_the_list_says() -> None:
    made = FastAPI()

    @made.get("/products")
    async def products() -> Items:
        return Items(data=[Item(id=407, name="lamp")])

    @made.get("/products/{product_id}")
    async def product(product_id: int) -> Item:
        if product_id != 407:
            raise HTTPException(404)
        return Item(id=407, name="lamp")

    reached = verify(made, made, SETTINGS).coverage.operations
    assert reached["GET /products/{product_id}"].statuses[200] > 10


@pytest.mark.parametrize(
    ("content_type", "body", "sent"),
    [
        ("application/json", b'{"a": "M", "b": "x-M"}', b'{"a": %s, "b": "x-%b"}'),
        ("application/x-www-form-urlencoded", b"a=M&b=1", b"a=%b&b=1"),
    ],
)
@pytest.mark.parametrize("value", ['job 1/2"é', 407])
def test_a_value_is_carried_into_path_query_header_and_body(
    value: str | int, content_type: str, body: bytes, sent: bytes
) -> None:
    from urllib.parse import quote, quote_plus

    marked = mark(0)
    case = Case(
        "POST /x/{id}",
        "POST",
        f"/x/{marked}?id={marked}",
        (("content-type", content_type), ("x-id", f"id {marked}")),
        body.replace(b"M", marked.encode()),
        before=(Case("POST /x", "POST", "/x"),),
        carried=("0 /body/data/0/id",),
    )
    answer = Exchange(200, body=json.dumps({"data": [{"id": value}]}).encode())
    made = filled(case, [answer])
    text = str(value)
    assert made.target == f"/x/{quote(text, safe='')}?id={quote(text, safe='')}"
    assert made.headers[1] == ("x-id", f"id {text.encode('ascii', 'ignore').decode()}")
    if "json" in content_type:
        assert json.loads(made.body or b"") == {"a": value, "b": f"x-{text}"}
    else:
        assert made.body == sent % quote_plus(text).encode()
    assert (made.before, made.carried) == ((), ())


def test_a_mark_stays_where_nothing_was_made() -> None:
    case = Case(
        "GET /x/{id}",
        "GET",
        f"/x/{mark(0)}",
        before=(Case("a", "POST", "/"),),
        carried=("0 /body/id",),
    )
    assert filled(case, [Exchange(500, body=b"no json")]).target == f"/x/{mark(0)}"


@pytest.mark.slow
def test_each_operation_is_asked_about_what_its_own_side_made() -> None:
    result = verify(app(), app(), SETTINGS)
    assert result.equal
    reached = result.coverage.operations
    for label in ("GET /v1/jobs/{job_id}", "DELETE /v1/jobs/{job_id}", "POST /v1/attachments"):
        assert sum(n for status, n in reached[label].statuses.items() if (status or 500) < 300) > 10
    events = reached["GET /v1/jobs/{job_id}/attachments/{attachment_id}"]
    assert events.statuses[200] > 10


def test_an_app_that_counts_is_asked_about_what_it_made_too() -> None:
    def counting() -> FastAPI:
        made, ids, things = FastAPI(), itertools.count(1000), set()

        @made.post("/things")
        async def make() -> Item:
            things.add(one := next(ids))
            return Item(id=one, name="n")

        @made.delete("/things/{thing_id}")
        async def drop(thing_id: int) -> bool:
            """As a database does: what is not there is no error."""
            known = thing_id in things
            things.discard(thing_id)
            return known

        return made

    result = verify(counting(), counting(), SETTINGS)
    assert result.equal
    drops = [c for c in result.cases if c.operation.startswith("DELETE")]
    assert sum(bool(case.before) for case in drops) > len(drops) // 2


def test_sides_that_make_nothing_are_asked_as_before() -> None:
    """Stubs answer any id, and always alike: a chain would cost and show nothing."""
    result = verify(legacy_app(), legacy_app(), SETTINGS)
    assert not any(case.before for case in result.cases)


def test_one_operation_alone_is_asked_about_what_others_make() -> None:
    settings = Settings(cases=20, generate=False, operations=("GET /v1/jobs/{job_id}/events",))
    result = verify(app(), app(), settings)
    assert {case.operation for case in result.cases} == {"GET /v1/jobs/{job_id}/events"}
    (reached,) = result.coverage.operations.values()
    assert reached.statuses[200] > 10


def broken() -> FastAPI:
    """An app that keeps no change."""

    def forgets(true: Any) -> Any:
        return lambda job_id, request: true.__self__.job(job_id)

    return changed("change", forgets)


@pytest.mark.slow
def test_a_chain_is_kept_in_a_corpus_and_replays(tmp_path: Path) -> None:
    settings = Settings(cases=40, generate=False, operations=("GET /v1/jobs/{job_id}",))
    first = verify(app(), broken(), settings)
    assert any(f.case.before for f in first.findings)
    write_corpus(tmp_path / "c.jsonl", first.corpus())
    corpus = tuple(read_corpus(tmp_path / "c.jsonl"))
    assert corpus == tuple(first.corpus())
    again = verify(app(), broken(), Settings(corpus=corpus))
    assert {f.cause for f in again.findings} == {f.cause for f in first.findings}
    assert verify(app(), app(), Settings(corpus=corpus)).equal


@pytest.mark.slow
def test_a_finding_of_a_chain_is_reduced_to_the_steps_that_it_needs() -> None:
    settings = Settings(cases=40, generate=False, operations=("GET /v1/jobs/{job_id}",))
    (finding,) = [
        f for f in verify(app(), broken(), settings).findings if f.cause.pointer == "/body/name"
    ]
    steps = [step.operation for step in finding.case.before]
    assert steps == ["POST /v1/jobs", "POST /v1/jobs/{job_id}"]


@pytest.mark.process
def test_the_curl_lines_of_a_chain_carry_what_was_made(tmp_path: Path) -> None:
    settings = Settings(cases=40, generate=False, operations=("GET /v1/jobs/{job_id}",))
    found = verify(app(), broken(), settings).findings
    (case,) = [f.case for f in found if f.cause.pointer == "/body/name"]
    jq = tmp_path / "jq"
    jq.write_text("#!/bin/sh\npython3 -c 'import json,sys; print(json.load(sys.stdin)[\"id\"])'\n")
    jq.chmod(0o755)
    with listening(app(Jobbing())) as url:
        lines = curl(case, url)
        env = {"PATH": f"{tmp_path}:/usr/local/bin:/usr/bin:/bin"}
        done = subprocess.run(["sh", "-ec", lines], env=env, capture_output=True, check=True)
    assert b"200 OK" in done.stdout
    assert "$CARRIED_0" in lines.splitlines()[-1]
