"""An app with a memory that makes ids and times by itself, and faults to seed into it."""

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


def changed(method: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> FastAPI:
    """The app with one method of its implementation made from the true one."""
    impl = Jobbing()
    setattr(impl, method, make(getattr(impl, method)))
    return app(impl)


def told_by(method: str, change: Callable[[dict[str, Any]], Any]) -> FastAPI:
    """The app in which what a method answers is changed."""

    def make(true: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any) -> Any:
            answer = true(*arguments).model_dump()
            changed = change(answer)
            return answer if changed is None else changed

        return told

    return changed(method, make)


def always(value: Any) -> Callable[..., Any]:
    """A method that answers one thing."""
    return lambda *_: value


def each_item(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], None]:
    def on(page: dict[str, Any]) -> None:
        for item in page["data"]:
            change(item)

    return on


async def _numbered(job_id: str) -> AsyncIterator[Mapping[str, Any]]:
    for number in range(3):
        yield {"job_id": job_id, "number": str(number), "event": uuid.uuid4().hex}


async def _shorter(job_id: str) -> AsyncIterator[Mapping[str, Any]]:
    for number in range(2):
        yield {"job_id": job_id, "number": number, "event": uuid.uuid4().hex}


async def _of_another(job_id: str) -> AsyncIterator[Mapping[str, Any]]:
    for number in range(3):
        yield {"job_id": f"job-{uuid.uuid4()}", "number": number, "event": uuid.uuid4().hex}


def _iso(item: dict[str, Any]) -> None:
    item["created_at"] = datetime.fromtimestamp(item["created_at"], UTC).isoformat()


FAULTS: Mapping[str, tuple[str, str, Callable[[], FastAPI]]] = {
    "the id has another start": (
        "POST /v1/jobs",
        "/body/id",
        lambda: changed("new_id", lambda _: lambda: f"task-{uuid.uuid4()}"),
    ),
    "the id has no dashes": (
        "POST /v1/jobs",
        "/body/id",
        lambda: changed("new_id", lambda _: lambda: f"job-{uuid.uuid4().hex}"),
    ),
    "the id is shorter": (
        "POST /v1/jobs",
        "/body/id",
        lambda: changed("new_id", lambda true: lambda: true()[:-4]),
    ),
    "the id is a number": (
        "POST /v1/jobs",
        "/body/id",
        lambda: told_by("create", lambda job: job.update(id=uuid.uuid4().int % 10**12)),
    ),
    "the id is null": (
        "POST /v1/jobs",
        "/body/id",
        lambda: told_by("create", lambda job: job.update(id=None)),
    ),
    "the id is missing": (
        "POST /v1/jobs",
        "/body/id",
        lambda: told_by("create", lambda job: {k: v for k, v in job.items() if k != "id"}),
    ),
    "every job has one id": (
        "POST /v1/jobs",
        "/body/id",
        lambda: changed("new_id", lambda _: always(f"job-{uuid.uuid4()}")),
    ),
    "the time is in milliseconds": (
        "POST /v1/jobs",
        "/body/created_at",
        lambda: changed("now", lambda true: lambda: true() * 1000),
    ),
    "the time is a text": ("POST /v1/jobs", "/body/created_at", lambda: told_by("create", _iso)),
    "the time stands still": (
        "POST /v1/jobs",
        "/body/updated_at",
        lambda: changed("told", lambda true: always(true())),
    ),
    "the time has another zone": (
        "POST /v1/jobs",
        "/body/updated_at",
        lambda: changed("told", lambda true: lambda: true().replace("+00:00", "Z")),
    ),
    "the request's id is in capitals": (
        "GET /v1/jobs",
        "/headers/x-request-id",
        lambda: changed("request_id", lambda true: lambda: true().upper()),
    ),
    "the answer has another name": (
        "GET /v1/jobs/{job_id}",
        "/body/name",
        lambda: told_by("job", lambda job: job.update(name=job["name"] + "!")),
    ),
    "another job is answered": (
        "GET /v1/jobs/{job_id}",
        "/body/id",
        lambda: told_by("job", lambda job: job.update(id=f"job-{uuid.uuid4()}")),
    ),
    "the first job is answered": (
        "GET /v1/jobs/{job_id}",
        "/body",
        lambda: app(FirstJob()),
    ),
    "a change is not kept": (
        "GET /v1/jobs/{job_id}",
        "/body/name",
        lambda: app(Forgetful()),
    ),
    "what is removed is still there": (
        "GET /v1/jobs/{job_id}",
        "/status",
        lambda: changed("remove", lambda _: always(None)),
    ),
    "the list has the newest first": (
        "GET /v1/jobs",
        "/body/data/*",
        lambda: told_by("listed", lambda page: page["data"].reverse()),
    ),
    "the list lacks a field": (
        "GET /v1/jobs",
        "/body/data/*",
        lambda: told_by("listed", each_item(lambda item: item.pop("created_at"))),
    ),
    "the last id is the first": (
        "GET /v1/jobs",
        "/body/last_id",
        lambda: told_by(
            "listed",
            lambda page: page.update(last_id=page["data"][0]["id"] if page["data"] else None),
        ),
    ),
    "a body's id is not looked up": (
        "POST /v1/attachments",
        "/status",
        lambda: app(Careless()),
    ),
    "a message says less": (
        "GET /v1/jobs/{job_id}",
        "/body/detail",
        lambda: app(Terse()),
    ),
    "a url leads elsewhere": (
        "POST /v1/attachments",
        "/body/url",
        lambda: told_by("attach", lambda made: made.update(url=made["url"].replace("v1", "v2"))),
    ),
    "an attachment is not found": (
        "GET /v1/jobs/{job_id}/attachments/{attachment_id}",
        "/status",
        lambda: changed("attachment", lambda true: lambda job, one: true(one, job)),
    ),
    "an event's number is a text": (
        "GET /v1/jobs/{job_id}/events",
        "/stream/*/data/number",
        lambda: changed("events", lambda _: _numbered),
    ),
    "an event is missing": (
        "GET /v1/jobs/{job_id}/events",
        "/stream/*",
        lambda: changed("events", lambda _: _shorter),
    ),
    "an event is of another job": (
        "GET /v1/jobs/{job_id}/events",
        "/stream/*/data/job_id",
        lambda: changed("events", lambda _: _of_another),
    ),
}
"""Operation and start of the pointer where it must show, and the app, by what is wrong."""


class FirstJob(Jobbing):
    def job(self, job_id: str) -> Any:
        super().job(job_id)
        return next(iter(self.jobs.values()))


class Forgetful(Jobbing):
    def change(self, job_id: str, request: ChangeJob) -> Any:
        changes = {"name": request.name, "updated_at": self.told()}
        return self.job(job_id).model_copy(update=changes)


class Careless(Jobbing):
    def attach(self, request: Attach) -> Any:
        self.jobs.setdefault(request.job_id, next(iter(self.jobs.values())))
        return super().attach(request)


class Terse(Jobbing):
    def job(self, job_id: str) -> Any:
        if job_id not in self.jobs:
            raise HTTPException(404, "There is no job.")
        return self.jobs[job_id]
