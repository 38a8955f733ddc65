"""An id is carried wherever an app tells it, and whatever its document says of that."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel
from servers import listening

from routeshift.verify import Settings, verify
from routeshift.verify.cases.curl_lines import curl

pytestmark = pytest.mark.slow

SETTINGS = Settings(cases=40, generate=False)


# How an app may tell the id of what it has made, and what it documents of that.
class Session(BaseModel):
    session_id: str


class Envelope(BaseModel):
    request_id: str
    data: Session


def nested(one: str, _: Response) -> Any:
    return {"request_id": uuid.uuid4().hex, "data": {"session_id": one}}


def undocumented(one: str, _: Response) -> Any:
    return {"session_id": one, "turns": []}


def located(one: str, response: Response) -> None:
    response.status_code = 201
    response.headers["location"] = f"http://testserver/v1/sessions/{one}"


def sessions(tell: Callable[[str, Response], Any], model: Any, turns: int) -> FastAPI:
    """An app whose sessions have a number of turns that nobody sees who does not know their ids."""
    made, known = FastAPI(), set()

    @made.post("/v1/sessions", response_model=model)
    async def start(name: str, response: Response) -> Any:
        known.add(one := str(uuid.uuid4()))
        return tell(one, response)

    @made.get("/v1/sessions/{session_id}")
    async def session(session_id: str) -> dict[str, int]:
        if session_id not in known:
            raise HTTPException(404)
        return {"turns": turns}

    return made


TELLING = {"nested": (nested, Envelope), "undocumented": (undocumented, None)}
TELLING["located"] = (located, None)


@pytest.mark.parametrize("how", TELLING)
def test_a_break_behind_an_id_is_found_however_the_id_is_told(how: str) -> None:
    tell, model = TELLING[how]
    assert verify(sessions(tell, model, 1), sessions(tell, model, 1), SETTINGS).equal
    (finding,) = verify(sessions(tell, model, 1), sessions(tell, model, 2), SETTINGS).findings
    assert finding.cause.pointer == "/body/turns"
    assert [step.operation for step in finding.case.before] == ["POST /v1/sessions"]


def test_what_is_made_below_what_was_made_is_carried_without_a_document_too() -> None:
    def talking(deep: int) -> FastAPI:
        made, turns = sessions(undocumented, None, 1), dict[str, str]()

        @made.post("/v1/sessions/{session_id}/turns")
        async def turn(session_id: str) -> Any:
            turns[one := f"turn-{uuid.uuid4()}"] = session_id
            return {"turn_id": one}

        @made.get("/v1/sessions/{session_id}/turns/{turn_id}")
        async def told(session_id: str, turn_id: str) -> Any:
            if turns.get(turn_id) != session_id:
                raise HTTPException(404)
            return {"deep": deep}

        return made

    assert verify(talking(1), talking(1), SETTINGS).equal
    (finding,) = verify(talking(1), talking(2), SETTINGS).findings
    assert finding.cause.pointer == "/body/deep"


@pytest.mark.process
def test_the_curl_lines_of_a_chain_read_a_location(tmp_path: Path) -> None:
    found = verify(sessions(located, None, 1), sessions(located, None, 2), SETTINGS).findings
    with listening(sessions(located, None, 1)) as url:
        lines = curl(found[0].case, url)
        done = subprocess.run(["sh", "-ec", lines], capture_output=True, check=True)
    assert b"200 OK" in done.stdout
