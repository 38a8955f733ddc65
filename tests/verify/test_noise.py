"""What a side does by itself is noise, told apart, and hides nothing that a client could tell."""

from __future__ import annotations

import itertools
import json
import uuid
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from effort import EFFORT, long, one_in
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from verify.noisy import app
from verify.noisy_faults import FAULTS

from routeshift.reports import format_named, render
from routeshift.verify import Case, Settings, Verification, verify
from routeshift.verify.reporting import report_of_verification
from routeshift.verify.reporting.words import sum_of

SETTINGS = Settings(cases=60, generate=False, shrink=False)
VARYING = {"/body/id", "/body/updated_at", "/body/expires_at"}


@pytest.mark.parametrize(
    ("cases", "seed"),
    [(25, 9), *(long(300, seed) for seed in range(EFFORT))],
)
def test_an_app_that_makes_ids_and_times_does_not_differ_from_itself(cases: int, seed: int) -> None:
    result = verify(app(), app(), Settings(cases=cases, seed=seed, generate=False))
    assert result.findings == (), written(result, "rich")
    assert {place for label, place in result.noise if label == "POST /v1/jobs"} >= {"/body/id"}
    assert ("GET /v1/jobs/{job_id}/events", "/stream/*/data/event") in result.noise
    assert not [place for _, place in result.noise if place.startswith(("/status", "/failure"))]


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    one_in(5, FAULTS),  # Some of each kind.
)
def test_a_break_beside_noise_is_found(fault: str) -> None:
    operation, pointer, faulty = FAULTS[fault]
    settings = replace(SETTINGS, operations=(operation,))
    result = verify(app(), faulty(), settings)
    places = [(f.cause.operation, f.cause.pointer) for f in result.findings]
    assert [p for o, p in places if o == operation and p.startswith(pointer)], places


def answering(*answers: Any, again: Any = None, status: int = 200) -> FastAPI:
    """An app that answers one thing after the other, and then, with `again`, that."""
    made = FastAPI()
    left = iter(answers) if again is not None else itertools.cycle(answers)

    @made.get("/x")
    async def x() -> Response:
        answer = next(left, again)
        return JSONResponse(answer() if callable(answer) else answer, status)

    return made


def written(result: Verification, name: str) -> str:
    return render(report_of_verification(result), format_named(name))


def differing(old: FastAPI, new: FastAPI) -> Verification:
    return verify(old, new, Settings(corpus=(Case("GET /x", "GET", "/x"),)))


@pytest.mark.slow
def test_what_only_the_new_side_varies_in_is_a_finding() -> None:
    fixed = answering({"id": str(uuid.uuid4())})
    varying = answering({"id": 0}, again=lambda: {"id": str(uuid.uuid4())})
    assert differing(varying, varying).equal
    (finding,) = differing(fixed, varying).findings
    assert finding.cause.pointer == "/body/id"


def test_what_comes_and_goes_on_the_old_side_may_do_so_on_the_new_one() -> None:
    def made(*extra: dict[str, Any]) -> FastAPI:
        return answering(*({"id": 1, **more} for more in extra))

    assert differing(made({"hint": 1}, {}), made({}, {"hint": 1})).equal
    (finding,) = differing(made({}), made({}, {"hint": 1}, {"hint": 1})).findings or (None,)
    assert finding is None or finding.cause.pointer == "/body/hint"


def test_one_of_a_few_values_is_no_id() -> None:
    """The names of three machines stand for one another in any way."""
    names = [f"pod-{uuid.uuid4()}" for _ in range(3)]
    old, new = itertools.cycle(names), itertools.cycle((names[1], names[1], names[0], names[2]))
    sides = [answering(lambda one=one: {"pod": next(one)}) for one in (old, new)]
    corpus = tuple(Case("GET /x", "GET", f"/x?n={n}") for n in range(40))
    assert verify(*sides, Settings(corpus=corpus)).equal


@pytest.mark.slow
def test_noise_stands_apart_in_every_report() -> None:
    result = verify(app(), app(), SETTINGS)
    assert result.noise
    data = json.loads(written(result, "json"))
    assert data["findings"] == []
    assert {one["pointer"] for one in data["noise"]} >= VARYING
    (suite,) = ElementTree.fromstring(written(result, "junit"))
    assert suite.attrib["failures"] == "0"
    assert "noise" in "".join(suite.itertext())
    assert "<h2>Noise, " in written(result, "html")
    assert "noise, no difference: POST /v1/jobs /body/id" in written(result, "rich")


def test_a_changed_list_of_errors_is_no_filtered_model() -> None:
    errors = [{"loc": ["body", "a"]}, {"loc": ["body", "b"]}]
    old = answering({"error": {"errors": errors}}, status=400)
    new = answering({"error": {"errors": errors[:1]}}, status=400)
    (finding,) = differing(old, new).findings
    assert "S7" in (finding.hint or "")
    assert "T16" not in (finding.hint or "")


def test_a_field_that_no_longer_goes_out_is_a_filtered_model() -> None:
    (finding,) = differing(answering({"a": 1, "b": 2}), answering({"a": 1})).findings
    assert "T16" in (finding.hint or "")


def test_the_sum_agrees_with_what_is_shown() -> None:
    old, new = FastAPI(), FastAPI()
    for made, value in ((old, 1), (new, 2)):
        for path in ("/a", "/b", "/c"):
            made.get(path)(lambda value=value: {"n": value})
        made.get("/d")(lambda value=value: {"m": value})
    result = verify(old, new, Settings(cases=3, generate=False))
    printed = written(result, "rich")
    assert sum_of(result) == "4 differences of 2 kinds"
    assert "4 differences of 2 kinds" in printed
    assert "the same in GET /b, GET /c" in printed
    assert ("\n1. " in f"\n{printed}", "\n2. " in printed, "\n3. " in printed) == (
        True,
        True,
        False,
    )
    page = written(result, "html")
    assert (
        page.count('<details class="finding')
        == len(json.loads(written(result, "json"))["findings"])
        == 4
    )
    (suite,) = ElementTree.fromstring(written(result, "junit"))
    assert (suite.attrib["failures"], len(suite.findall(".//failure"))) == ("4", 4)
