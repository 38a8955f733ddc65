"""A stub records calls in one form, answers alike for alike calls, and raises on demand."""

from __future__ import annotations

import asyncio
import contextvars
import io
from collections.abc import AsyncIterator
from typing import Any, Protocol
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from routeshift import mount
from routeshift.discovery import api_of
from routeshift.stubs import ERROR_ROWS, Recorder, Wish, probing, stub_implementation
from routeshift.webmethod import webmethod


class Order(BaseModel):
    id: str
    total: float
    note: str | None = None


class Page(BaseModel):
    data: list[dict[str, Any]]
    has_more: bool
    url: str | None = None


class Event(BaseModel):
    text: str


class Legacy(Protocol):
    @webmethod(route="/orders/{order_id}", method="POST", level="v1")
    async def change(self, order_id: str, lines: list[Order], note: str = "none") -> Order: ...

    async def remove(self, order_id: str) -> None: ...

    async def page(self, limit: int = 3) -> Page: ...

    async def talk(self, text: str, stream: bool = False) -> Order | AsyncIterator[Event]: ...

    async def download(self, order_id: str) -> Response: ...

    async def upload(self, file: UploadFile, purpose: str) -> Order: ...

    def count(self) -> int: ...

    def feed(self) -> AsyncIterator[Event]: ...


class ChangeRequest(BaseModel):
    model_config = ConfigDict(extra="allow")
    lines: list[Order]
    note: str = "none"


class TalkRequest(BaseModel):
    text: str
    stream: bool = False


class Migrated(Protocol):
    async def change(self, order_id: str, request: ChangeRequest) -> Order: ...

    async def talk(self, request: TalkRequest) -> Order | AsyncIterator[Event]: ...


LINES = [Order(id="a", total=1.5)]


def run(coroutine: Any) -> Any:
    return asyncio.run(coroutine)


async def collected(stream: AsyncIterator[Any]) -> list[Any]:
    return [event async for event in stream]


def test_a_scalar_call_and_a_request_model_call_are_one_record_and_one_answer() -> None:
    old, new = Recorder(), Recorder()
    legacy: Any = stub_implementation(Legacy, seed=4, recorder=old)
    migrated: Any = stub_implementation(Migrated, seed=4, recorder=new)

    before = run(legacy.change("7", LINES))
    after = run(migrated.change(order_id="7", request=ChangeRequest(lines=LINES)))

    assert before == after
    assert old.calls == new.calls
    assert old.calls[0].arguments == {
        "order_id": "7",
        "lines": [{"id": "a", "total": 1.5, "note": None}],
        "note": "none",
    }
    assert old.calls[0].types == {"/lines/0": "Order"}


def test_a_path_parameter_and_a_field_that_disagree_are_both_recorded() -> None:
    class Request(BaseModel):
        order_id: str

    class Both(Protocol):
        def get(self, order_id: str, request: Request) -> int: ...

    recorder = Recorder()
    stub: Any = stub_implementation(Both, recorder=recorder)
    stub.get("path", Request(order_id="body"))
    assert recorder.calls[0].arguments == {"order_id": "path", "request.order_id": "body"}


class Ask(Protocol):
    @webmethod(route="/ask", method="POST")
    async def ask(self, request: Order, urgent: bool = False) -> str: ...


class AskRequest(BaseModel):
    request: Order
    urgent: bool = False


class AskMigrated(Protocol):
    async def ask(self, request: AskRequest) -> str: ...


def test_p10_an_argument_called_request_is_recorded_alike_in_a_request_model() -> None:
    order = Order(id="1", total=2)
    old, new = Recorder(), Recorder()
    legacy: Any = stub_implementation(Ask, recorder=old)
    migrated: Any = stub_implementation(AskMigrated, recorder=new)
    run(legacy.ask(request=order, urgent=False))
    run(migrated.ask(AskRequest(request=order)))
    assert old.calls == new.calls


def test_other_arguments_or_another_seed_give_other_answers() -> None:
    stub: Any = stub_implementation(Legacy, seed=1)
    other: Any = stub_implementation(Legacy, seed=2)
    answers = {run(stub.change(str(n), [])).model_dump_json() for n in range(40)}
    assert len(answers) > 10
    assert run(stub.change("1", [])) != run(other.change("1", []))


class Ticket(BaseModel):
    id: UUID = Field(default_factory=uuid4)
    text: str = ""


class Tickets(Protocol):
    async def buy(self, tickets: list[Ticket]) -> Order: ...


def test_ids_that_each_call_makes_anew_do_not_choose_the_answer() -> None:
    tickets = stub_implementation(Tickets)
    made = [run(tickets.buy([Ticket(text="a")])) for _ in range(20)]
    assert all(order == made[0] for order in made)
    given = [run(tickets.buy([Ticket(id=UUID(int=n), text="a")])) for n in range(20)]
    assert any(order != given[0] for order in given)


def test_answers_are_the_callers_own() -> None:
    stub: Any = stub_implementation(Legacy)
    first = run(stub.change("1", []))
    first.id = "spoilt"
    assert run(stub.change("1", [])).id != "spoilt"


def test_sync_async_none_and_binary_answers_are_as_declared() -> None:
    stub: Any = stub_implementation(Legacy)
    assert isinstance(stub.count(), int)
    assert run(stub.remove("1")) is None
    response = run(stub.download("1"))
    assert isinstance(response, Response)
    assert len(response.body) == 24


def test_pages_mostly_leave_their_url_to_the_server() -> None:
    stub: Any = stub_implementation(Legacy)
    urls = [run(stub.page(n)).url for n in range(40)]
    assert urls.count(None) > 20


@pytest.mark.parametrize("protocol", [Legacy, Migrated])
def test_a_stream_comes_when_the_call_asks_for_it(protocol: type) -> None:
    stub: Any = stub_implementation(protocol)

    def talk(stream: bool) -> Any:
        if protocol is Legacy:
            return run(stub.talk("hi", stream))
        return run(stub.talk(TalkRequest(text="hi", stream=stream)))

    assert isinstance(talk(False), Order)
    events = run(collected(talk(True)))
    assert [type(event) for event in events] == [Event] * 3


def test_a_stream_without_an_alternative_always_streams() -> None:
    stub: Any = stub_implementation(Legacy)
    assert len(run(collected(stub.feed()))) == 3


def test_uploads_are_recorded_by_content_and_stay_readable() -> None:
    recorder = Recorder()
    stub: Any = stub_implementation(Legacy, recorder=recorder)
    headers = Headers({"content-type": "text/plain"})
    file = UploadFile(io.BytesIO(b"hello"), filename="a.txt", headers=headers)
    run(stub.upload(file, "test"))
    told = recorder.calls[0].arguments["file"]
    assert (told["$upload"], told["size"], told["content_type"]) == ("a.txt", 5, "text/plain")
    assert run(file.read()) == b"hello"


@pytest.mark.parametrize("row", ERROR_ROWS)
def test_every_error_row_is_raised_on_demand(row: str) -> None:
    stub: Any = stub_implementation(Legacy)
    expected = type(ERROR_ROWS[row]())
    with probing(Wish(error=row)), pytest.raises(expected):
        run(stub.change("1", []))
    assert isinstance(run(stub.change("1", [])), Order)


def test_an_error_can_come_after_the_first_event() -> None:
    stub: Any = stub_implementation(Legacy)

    read: list[Event] = []

    async def talk() -> None:
        async for event in await stub.talk("hi", True):
            read.append(event)  # noqa: PERF401 - what came before the error is the point

    with probing(Wish(error="value", after=1)), pytest.raises(ValueError, match="stub value"):
        run(talk())
    assert len(read) == 1


def test_results_beside_the_declared_ones_come_on_demand() -> None:
    stub: Any = stub_implementation(Legacy)
    with probing(Wish(result="none")):
        assert run(stub.change("1", [])) is None
    with probing(Wish(result="dict")):
        assert isinstance(run(stub.change("1", [])), dict)
    with probing(Wish(result="extra")):
        wider = run(stub.change("1", []))
    assert isinstance(wider, Order)
    assert wider.model_dump()["stub_extra"] == "extra"


USER: contextvars.ContextVar[str | None] = contextvars.ContextVar("user", default=None)


def test_context_that_the_host_sets_is_recorded_at_the_call_and_while_streaming() -> None:
    stub: Any = stub_implementation(Legacy)

    async def request() -> None:
        USER.set("ann")
        await collected(await stub.talk("hi", True))

    with probing() as probe:
        run(request())
    assert [(r.moment, dict(r.context)) for r in probe.received] == [
        ("call", {"user": "ann"}),
        ("stream", {"user": "ann"}),
        ("closed", {"user": "ann"}),
    ]


def test_the_decorators_metadata_does_not_cling_to_the_implementation() -> None:
    stub: Any = stub_implementation(Legacy)
    assert not hasattr(stub.change, "__webmethods__")  # routeshift: accept a legacy stub


class Selfless(Protocol):
    @webmethod(route="/items/{name}", method="GET", level="v1")
    async def find(name: str, limit: int = 3) -> Order: ...  # type: ignore[misc]

    @webmethod(route="/items", method="POST", level="v1")
    async def add(this, name: str) -> Order: ...

    @staticmethod
    @webmethod(route="/count", method="GET", level="v1")
    async def count() -> int: ...


def test_a_protocol_may_leave_self_out_or_call_it_otherwise() -> None:
    recorder = Recorder()
    app = FastAPI()
    mount(app, [api_of(Selfless)], {"selfless": stub_implementation(Selfless, recorder=recorder)})
    client = TestClient(app)
    answers = [
        client.get("/v1/items/tea?limit=2"),
        client.post("/v1/items", json={"name": "tea"}),
        client.get("/v1/count"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    calls = [received.arguments for received in recorder.calls]
    assert calls == [{"name": "tea", "limit": 2}, {"name": "tea"}, {}]
