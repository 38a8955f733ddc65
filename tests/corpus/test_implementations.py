"""What only the implementations of a real package take is taken by its routers (rule R6).

Over HTTP: the package's own server builds the routes of the old side. On the newest FastAPI, and on
the oldest that is supported, which is near to what the package ran on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from corpus.commands import migrate, serving_app
from corpus.conftest import copied, ready
from corpus.packages import STACK_035

APIS = ("files", "safety", "scoring")
MESSAGES = [{"role": "user", "content": "hello"}]
OF_A_TOOL = [{"role": "tool", "call_id": "one", "content": "done"}]
SHIELD = {"shield_id": "one", "messages": MESSAGES}
EXPIRY = {"anchor": "created_at", "seconds": 3600}
UPLOAD = {"files": {"file": ("a.txt", b"text")}, "data": {"purpose": "assistants"}}

Request = tuple[str, dict[str, Any]]
Sides = tuple[httpx.Client, httpx.Client]

# Each with the status of the old server.
REQUESTS: dict[str, tuple[int, Request]] = {
    "a shield without parameters": (200, ("/v1/safety/run-shield", {"json": SHIELD})),
    "a shield with parameters": (
        200,
        ("/v1/safety/run-shield", {"json": {**SHIELD, "params": {"a": 1}}}),
    ),
    "a shield with a message of the old kind": (
        200,
        ("/v1/safety/run-shield", {"json": {**SHIELD, "messages": OF_A_TOOL}}),
    ),
    "a shield with parameters of another type": (
        400,
        ("/v1/safety/run-shield", {"json": {**SHIELD, "params": 3}}),
    ),
    "a shield without messages": (400, ("/v1/safety/run-shield", {"json": {"shield_id": "one"}})),
    "a score without functions": (200, ("/v1/scoring/score", {"json": {"input_rows": []}})),
    "a score with functions": (
        200,
        ("/v1/scoring/score", {"json": {"input_rows": [], "scoring_functions": {"f": None}}}),
    ),
    "a batch without functions": (200, ("/v1/scoring/score-batch", {"json": {"dataset_id": "d"}})),
    "an upload": (200, ("/v1/files", UPLOAD)),
    "an upload that expires, in JSON": (
        200,
        (
            "/v1/files",
            {**UPLOAD, "data": {**UPLOAD["data"], "expires_after": json.dumps(EXPIRY)}},
        ),
    ),
    "an upload that expires, in brackets": (
        200,
        (
            "/v1/files",
            {
                **UPLOAD,
                "data": {
                    **UPLOAD["data"],
                    "expires_after[anchor]": "created_at",
                    "expires_after[seconds]": "3600",
                },
            },
        ),
    ),
    "an upload without a purpose": (400, ("/v1/files", {"files": UPLOAD["files"]})),
}


@pytest.fixture(scope="module", params=[False, True], ids=["newest", "oldest"])
def sides(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sides]:
    """The package as its own server serves it, and migrated."""
    package = ready(STACK_035, server=True, oldest=request.param)
    python = package.interpreter(server=True, oldest=request.param)
    migrate(package, copy := copied(package, tmp_path_factory.mktemp("served")), *APIS)
    with (
        serving_app("stack_apps:old", package.unpacked(), python) as old,
        serving_app("stack_apps:routers", copy, python) as new,
        httpx.Client(base_url=old, timeout=30) as before,
        httpx.Client(base_url=new, timeout=30) as after,
    ):
        yield before, after


@pytest.mark.parametrize("name", REQUESTS)
def test_R6_a_router_answers_what_the_old_server_answered(sides: Sides, name: str) -> None:
    status, (path, sent) = REQUESTS[name]
    before, after = (side.post(path, **sent) for side in sides)
    assert (before.status_code, after.status_code) == (status, status), after.text
    assert answer(after) == answer(before)


def answer(response: httpx.Response) -> Any:
    """The body; of an invalid request what is wrong where, in any order."""
    body = response.json()
    if "error" not in body:
        return body
    return sorted(json.dumps(error) for error in body["error"]["detail"]["errors"])


def test_T7_the_expiry_of_an_upload_reaches_the_implementation(sides: Sides) -> None:
    _, (path, sent) = REQUESTS["an upload that expires, in JSON"]
    for side in sides:
        assert "seconds=3600" in side.post(path, **sent).json()["expires_after"]


def test_T25_what_was_left_out_is_what_the_implementation_says(sides: Sides) -> None:
    _, (path, sent) = REQUESTS["a shield without parameters"]
    assert [side.post(path, **sent).json()["params"] for side in sides] == ["None", "None"]
