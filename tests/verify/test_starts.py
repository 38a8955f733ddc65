"""What a side makes when it starts, as ids of its own, is noise, and hides no break."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import long

from routeshift.verify import Settings, Verification, verify

pytestmark = pytest.mark.process

APP = """
import uuid

from fastapi import FastAPI, HTTPException

app = FastAPI()
jobs = {uuid.uuid4().hex: number for number in range(3)}


@app.get("/jobs")
def list_jobs() -> list[dict[str, str]]:
    return [{"id": key} for key in jobs]


@app.get("/jobs/{job_id}")
def get_job(job_id: str) -> dict[str, str | int]:
    if job_id not in jobs:
        raise HTTPException(404, "There is no such job.")
    return {"id": job_id, "number": jobs[job_id]}
"""


def compared(folder: Path, before: str = "", after: str = "") -> Verification:
    assert before in APP
    (folder / "old.py").write_text(APP)
    (folder / "new.py").write_text(APP.replace(before, after) if before else APP)
    settings = Settings(cases=60, generate=False, shrink=False)
    return verify(f"{folder}/old.py:app", f"{folder}/new.py:app", settings)


def test_ids_that_are_made_at_the_start_are_noise(tmp_path: Path) -> None:
    result = compared(tmp_path)
    assert result.equal
    assert ("GET /jobs", "/body/*/id") in result.noise


@pytest.mark.parametrize(
    ("before", "after", "operation"),
    [
        long("uuid.uuid4().hex: number", '"%032x" % number: number', "GET /jobs"),
        long("uuid.uuid4().hex", "uuid.uuid4().hex.upper()", "GET /jobs"),
        long('"id": job_id,', '"id": next(k for k in jobs if k != job_id),', "GET /jobs/{job_id}"),
        ('"number": jobs[job_id]', '"number": jobs[job_id] + 1', "GET /jobs/{job_id}"),
    ],
    ids=["the same at each start", "another shape", "the id of another", "another number"],
)
def test_breaks_beside_them_are_found(
    tmp_path: Path, before: str, after: str, operation: str
) -> None:
    result = compared(tmp_path, before, after)
    assert operation in {finding.cause.operation for finding in result.findings}
