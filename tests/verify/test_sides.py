"""The same operations behave alike in process, in another process, and over HTTP."""

from __future__ import annotations

import asyncio
import contextvars
import itertools
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from servers import listening
from verify.migrated import CREDENTIALS
from verify.shop import legacy_app
from versions import streams_within_dependencies

from routeshift.errors import TargetError
from routeshift.verify import (
    Bounds,
    Ignore,
    Settings,
    assert_equivalent,
    read_corpus,
    verify,
    write_corpus,
)
from routeshift.verify.cases.curl_lines import curl
from routeshift.verify.sides.process import ProcessSide

pytestmark = pytest.mark.process

EXAMPLE = Path(__file__).parents[2] / "examples" / "shop"
QUICK = Settings(cases=40, generate=False)


def test_a_real_server_answers_like_the_application_in_process() -> None:
    from routeshift.targets import stub_app

    app = stub_app(str(EXAMPLE / "shop_api"))
    with listening(app) as url:
        result = assert_equivalent(app, url, settings=Settings(cases=120))
    assert result.coverage.operations["POST /v1/orders"].statuses[200] > 3


@pytest.mark.parametrize(
    ("target", "python", "seed", "words"),
    [
        ("shop_api", None, 0, "shop_api --stub"),
        ("shop_api", None, 5, "shop_api --stub --seed 5"),
        ("shop.server:app", "/other/python", 5, "shop.server:app --python /other/python"),
    ],
)
def test_the_line_that_serves_a_side_serves_what_was_compared(
    target: str, python: str | None, seed: int, words: str
) -> None:
    """The same answers by the same interpreter; an app needs no stubs."""
    side = ProcessSide(target, python=python, seed=seed, bounds=Bounds(), port=8001)
    asyncio.run(side.close())
    assert side.start == f"routeshift serve {words} --port 8001"


def test_a_fault_is_found_between_two_running_servers() -> None:
    with listening(app_with(limit=1)) as old, listening(app_with(limit=2)) as new:
        (finding,) = verify(old, new, QUICK).findings
    assert finding.cause.pointer == "/body"
    assert f" {old}/v1/x" in curl(finding.case, old)


def app_with(limit: int) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/x")
    async def x(limit: int = limit) -> int:
        return limit

    return app


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLE / "shop_api", tmp_path / "shop_api")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_package_before_and_after_run_in_processes_of_their_own(shop: Path) -> None:
    orders = shop / "after" / "shop_api" / "orders.py"
    shutil.copytree(shop / "shop_api", shop / "after" / "shop_api")
    orders.write_text(orders.read_text().replace("limit: int = 20", "limit: int = 21"))
    result = verify("shop_api", str(shop / "after" / "shop_api"), QUICK)
    (finding,) = result.findings
    assert (finding.cause.operation, finding.cause.pointer) == (
        "GET /v1/orders",
        "/received/*/arguments/limit",
    )
    assert result.new.sources["GET /v1/orders"].startswith(str(orders))
    assert finding.case.target == "/v1/orders"


def test_a_revision_of_the_repository_is_a_side(shop: Path) -> None:
    for words in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a"):
        subprocess.run(["git", *words.split()], check=True)
    orders = shop / "shop_api" / "orders.py"
    orders.write_text(orders.read_text().replace("limit: int = 20", "limit: int = 21"))
    found = verify("git:HEAD:shop_api", "shop_api", QUICK).findings
    assert [f.cause.pointer for f in found] == ["/received/*/arguments/limit"]


def test_a_side_runs_under_the_interpreter_that_is_named(shop: Path) -> None:
    from routeshift.verify import SideOptions

    recorder = shop / "python"
    recorder.write_text(f'#!/bin/sh\necho "$0" > ran\nexec {sys.executable} "$@"\n')
    recorder.chmod(0o755)
    verify("shop_api", "shop_api", QUICK, new_options=SideOptions(python=str(recorder)))
    assert (shop / "ran").read_text().strip() == str(recorder)


@pytest.mark.parametrize("url", ["http://192.0.2.1/", "http://[2001:db8::1]:80"])
def test_another_machine_is_refused_unless_it_is_allowed(url: str) -> None:
    with pytest.raises(TargetError, match="not on this machine"):
        verify(url, FastAPI(), QUICK)


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(TargetError, match=r"Nothing answers at .*: Connection refused\."):
            verify(url, FastAPI(), QUICK)


def test_a_corpus_replays_without_generating(tmp_path: Path) -> None:
    first = verify(app_with(1), app_with(2), QUICK)
    write_corpus(tmp_path / "c.jsonl", first.corpus())
    corpus = tuple(read_corpus(tmp_path / "c.jsonl"))
    again = verify(app_with(1), app_with(2), Settings(corpus=corpus))
    assert list(again.cases) == list(corpus)
    assert [f.cause for f in again.findings] == [f.cause for f in first.findings]
    with pytest.raises(AssertionError, match=r"`/body` differs\n(.*\n)*   in GET /v1/x\n"):
        assert_equivalent(app_with(1), app_with(2), corpus=tmp_path / "c.jsonl")


def test_the_same_seed_makes_the_same_cases_and_another_makes_others() -> None:
    one, same, other = (
        verify(app_with(1), app_with(1), Settings(cases=80, seed=seed)) for seed in (1, 1, 2)
    )
    assert list(one.cases) == list(same.cases) != list(other.cases)


def counting() -> FastAPI:
    app = FastAPI()
    clock, ids = itertools.count(), itertools.count(id(app))

    @app.get("/v1/x")
    async def x(n: int = 0) -> dict[str, Any]:
        next(clock)
        return {"id": f"id-{next(ids)}", "at": time.time(), "n": n, "kept": "same"}

    return app


def test_noise_is_learnt_subtracted_and_listed() -> None:
    result = verify(counting(), counting(), QUICK)
    assert result.equal
    assert {pointer for _, pointer in result.noise} == {"/body/id", "/body/at"}


def test_a_difference_beside_noise_is_still_found() -> None:
    changed = counting()

    @changed.middleware("http")
    async def with_header(request: Request, call_next: Any) -> Any:
        response = await call_next(request)
        response.headers["x-new"] = str(time.time())
        return response

    found = verify(counting(), changed, QUICK).findings
    assert {f.cause.pointer for f in found} == {"/headers/x-new"}


def memory(status: int) -> FastAPI:
    app = FastAPI()
    there = {"x", "s"}

    @app.delete("/v1/items/{item}")
    async def drop(item: str) -> Any:
        from fastapi import Response

        known = item in there or item.startswith("s")
        if not known or item in gone:
            return Response(status_code=404)
        gone.add(item)
        return Response(status_code=status)

    gone: set[str] = set()
    return app


def test_a_side_with_a_memory_does_not_hide_a_difference_as_noise() -> None:
    assert verify(memory(204), memory(204), QUICK).equal
    found = verify(memory(204), memory(200), QUICK).findings
    assert any(f.cause.pointer == "/status" for f in found)


def test_a_place_to_ignore_is_not_compared() -> None:
    rule = Ignore("/body", "GET /v1/x")
    settings = Settings(cases=20, generate=False, ignore=(rule,))
    assert verify(app_with(1), app_with(2), settings).equal
    assert_equivalent(app_with(1), app_with(2), ignore=["/body"], settings=QUICK)


def test_only_the_wanted_operations_are_asked() -> None:
    settings = Settings(cases=20, generate=False, operations=("GET /v1/items",))
    result = verify(legacy_app(), legacy_app(), settings)
    assert {case.operation for case in result.cases} == {
        "GET /v1/items",
        "GET /v1/items/{item_id}",
    }


LEAKED: contextvars.ContextVar[str] = contextvars.ContextVar("tenant", default="none")


def test_context_that_leaks_out_of_a_request_is_found() -> None:
    def app(*, leaks: bool) -> Any:
        inner = app_with(1)

        async def around(scope: Any, receive: Any, send: Any) -> None:
            token = LEAKED.set("ann")
            await inner(scope, receive, send)
            if not leaks:
                LEAKED.reset(token)

        around.__dict__["openapi"] = inner.openapi
        return around

    assert verify(app(leaks=False), app(leaks=False), QUICK).equal
    (finding,) = verify(app(leaks=False), app(leaks=True), QUICK).findings
    assert finding.cause.pointer == "/leaked/tenant"


def test_it_can_be_called_inside_a_running_loop() -> None:
    async def test() -> bool:
        return verify(app_with(1), app_with(1), QUICK).equal

    assert asyncio.run(test())


@streams_within_dependencies
def test_shrinking_leaves_what_the_difference_needs() -> None:
    def app(worse: bool) -> FastAPI:
        made = FastAPI()

        @made.post("/v1/x")
        async def x(body: dict[str, Any]) -> bool:
            return worse and "deep" in str(body)

        return made

    case = {
        "operation": "POST /v1/x",
        "method": "POST",
        "target": "/v1/x?a=1&b=2",
        "headers": [["content-type", "application/json"], ["x-a", "1"]],
        "body": '{"a": [1, {"b": "deep", "c": 2}], "d": "long text", "e": {}}',
    }
    from routeshift.verify.cases.case import case_from_json

    settings = Settings(corpus=(case_from_json(case),))
    (finding,) = verify(app(False), app(True), settings).findings
    assert (finding.case.target, finding.case.body) == ("/v1/x", b'{"a": [{"b": "deep"}]}')
    assert finding.case.headers == (("content-type", "application/json"),)


def test_credentials_are_sent_except_where_they_are_the_case() -> None:
    settings = Settings(cases=100, generate=False, credentials=CREDENTIALS)
    reached = verify(legacy_app(), legacy_app(), settings).coverage.operations
    statuses = reached["GET /v1/items"].statuses
    assert statuses[200] > 0
    assert statuses[401] > 0


def test_a_side_may_be_a_function_that_is_an_application_or_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "functions.py").write_text(
        "from fastapi import FastAPI\n"
        "inner = FastAPI()\ninner.get('/x')(lambda: 1)\n"
        "def make():\n    return inner\n"
        "async def plain(scope, receive, send):\n    await inner(scope, receive, send)\n"
    )
    result = verify("functions:make", "functions:plain", Settings(cases=5, generate=False))
    assert result.equal
    assert len(result.cases) == 5
