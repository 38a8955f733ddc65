"""Faults to seed into the noisy app, and where each must show."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI, HTTPException
from verify.noisy import Attach, ChangeJob, Jobbing, app


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
