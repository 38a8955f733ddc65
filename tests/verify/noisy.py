"""An app with a memory that makes ids and times by itself."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class CreateJob(BaseModel):
    name: str
    tags: list[str] = []


class ChangeJob(BaseModel):
    name: str


class Attach(BaseModel):
    job_id: str
    note: str = ""


class Job(BaseModel):
    id: str
    name: str
    tags: list[str]
    created_at: int
    updated_at: str
    expires_at: float


class Jobs(BaseModel):
    data: list[Job]
    has_more: bool
    last_id: str | None


class Attachment(BaseModel):
    attachment_id: str
    job_id: str
    note: str
    url: str


@dataclass
class Jobbing:
    """The implementation; a fault replaces a method."""

    jobs: dict[str, Job] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)

    def new_id(self) -> str:
        return f"job-{uuid.uuid4()}"

    def now(self) -> int:
        return int(time.time())

    def told(self) -> str:
        return datetime.now(UTC).isoformat()

    def create(self, request: CreateJob) -> Any:
        job = Job(
            id=self.new_id(),
            name=request.name,
            tags=request.tags,
            created_at=self.now(),
            updated_at=self.told(),
            expires_at=time.time() + 3600,
        )
        self.jobs[job.id] = job
        return job

    def job(self, job_id: str) -> Any:
        if job_id not in self.jobs:
            raise HTTPException(404, f"There is no job {job_id}.")
        return self.jobs[job_id]

    def listed(self, limit: int, after: str | None) -> Any:
        ids = list(self.jobs)
        if after is not None:
            self.job(after)
            ids = ids[ids.index(after) + 1 :]
        shown = ids[:limit]
        return Jobs(
            data=[self.jobs[one] for one in shown],
            has_more=len(ids) > limit,
            last_id=shown[-1] if shown else None,
        )

    def change(self, job_id: str, request: ChangeJob) -> Any:
        changes = {"name": request.name, "updated_at": self.told()}
        self.jobs[job_id] = self.job(job_id).model_copy(update=changes)
        return self.jobs[job_id]

    def remove(self, job_id: str) -> None:
        self.job(job_id)
        del self.jobs[job_id]

    def attach(self, request: Attach) -> Any:
        self.job(request.job_id)
        made = uuid.uuid4().hex
        url = f"/v1/jobs/{request.job_id}/attachments/{made}"
        self.attachments[made] = Attachment(
            attachment_id=made, job_id=request.job_id, note=request.note, url=url
        )
        return self.attachments[made]

    def attachment(self, job_id: str, attachment_id: str) -> Any:
        found = self.attachments.get(attachment_id)
        if found is None or found.job_id != job_id:
            raise HTTPException(404, f"There is no attachment {attachment_id} of {job_id}.")
        return found

    async def events(self, job_id: str) -> AsyncIterator[Mapping[str, Any]]:
        for number in range(3):
            yield {"job_id": job_id, "number": number, "event": uuid.uuid4().hex}

    def request_id(self) -> str:
        return uuid.uuid4().hex


class RequestIds:
    """Gives each response an id. No `BaseHTTPMiddleware`, which leaves streams open in old ones."""

    def __init__(self, app: ASGIApp, request_id: Callable[[], str]) -> None:
        self._app = app
        self._request_id = request_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = (b"x-request-id", self._request_id().encode())
                message["headers"] = [*message["headers"], named]
            await send(message)

        await self._app(scope, receive, with_id)


def app(impl: Jobbing | None = None) -> FastAPI:
    """The app over an implementation of its own."""
    made = FastAPI()
    jobs = impl or Jobbing()

    made.add_middleware(RequestIds, request_id=lambda: jobs.request_id())

    # The list comes first, as in many documents: what it lists is made further below.
    @made.get("/v1/jobs", response_model=Jobs)
    async def list_jobs(limit: int = 3, after: str | None = None) -> Any:
        return as_json(jobs.listed(limit, after))

    @made.get("/v1/jobs/{job_id}", response_model=Job)
    async def get_job(job_id: str) -> Any:
        return as_json(jobs.job(job_id))

    @made.post("/v1/jobs", response_model=Job)
    async def create_job(request: CreateJob, response: Response) -> Any:
        return as_json(jobs.create(request))

    @made.post("/v1/jobs/{job_id}", response_model=Job)
    async def change_job(job_id: str, request: ChangeJob) -> Any:
        return as_json(jobs.change(job_id, request))

    @made.delete("/v1/jobs/{job_id}", status_code=204, response_model=None)
    async def remove_job(job_id: str) -> None:
        jobs.remove(job_id)

    @made.post("/v1/attachments", response_model=Attachment)
    async def attach(request: Attach) -> Any:
        return as_json(jobs.attach(request))

    @made.get("/v1/jobs/{job_id}/attachments/{attachment_id}", response_model=Attachment)
    async def get_attachment(job_id: str, attachment_id: str) -> Any:
        return as_json(jobs.attachment(job_id, attachment_id))

    @made.get("/v1/jobs/{job_id}/events")
    async def get_events(job_id: str) -> StreamingResponse:
        jobs.job(job_id)
        lines = (f"data: {json.dumps(event)}\n\n" async for event in jobs.events(job_id))
        return StreamingResponse(lines, media_type="text/event-stream")

    return made


def as_json(value: Any) -> JSONResponse:
    """What goes out, as it is: a fault is not mended by a model."""
    return JSONResponse(value.model_dump() if isinstance(value, BaseModel) else value)
