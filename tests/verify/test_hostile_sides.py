"""A side that misbehaves is a finding or one sentence; the other operations are verified."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from effort import long
from fastapi import FastAPI, Query
from verify.hostile import GOOD, write

from routeshift.errors import DocumentError, TargetError
from routeshift.verify import Bounds, Case, Settings, SideOptions, verify
from routeshift.verify.sides import asgi

pytestmark = pytest.mark.process

SETTINGS = Settings(
    cases=3, generate=False, shrink=False, bounds=Bounds(seconds=2.0, pieces=50, size=100_000)
)


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        # A run waits up to half a minute for the first three.
        long("hang", "hang: no complete response"),
        long("stubborn", "hang: no complete response"),
        long("block", "hang: the process does not answer"),
        long("crash", "crash: out of luck"),
        ("endless", "endless: more than 50 pieces"),
        ("closes early", "closed early"),
    ],
)
def test_a_side_that_misbehaves_is_a_finding_and_the_rest_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, failure: str
) -> None:
    monkeypatch.chdir(tmp_path)
    old, new = write(tmp_path, "before", "fine"), write(tmp_path, "after", kind)
    result = verify(old, new, SETTINGS)
    (found,) = [f for f in result.findings if f.cause.pointer == "/failure"]
    assert found.cause.operation == "GET /bad"
    assert (found.new.failure or "").startswith(failure)
    assert result.coverage.operations["GET /good"].statuses[200] == 3
    assert not [f for f in result.findings if f.cause.operation == "GET /good"]


def test_a_side_that_does_not_come_back_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    old, new = write(tmp_path, "before", "fine"), write(tmp_path, "after", "crashes for good")
    result = verify(old, new, SETTINGS)
    told = {f.new.failure for f in result.findings if f.cause.pointer == "/failure"}
    assert "crash: it said nothing" in told
    assert len(result.cases) == 2 * SETTINGS.cases


@pytest.mark.long
def test_two_sides_that_hang_alike_are_not_called_equal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    old, new = write(tmp_path, "before", "hang"), write(tmp_path, "after", "hang")
    gaps = verify(old, new, SETTINGS).coverage.gaps()
    assert "no case was accepted: only errors were compared" in gaps["GET /bad"]
    assert "3 cases had no whole response from either side" in gaps["GET /bad"]


def test_a_body_nested_too_deeply_is_compared_as_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = verify(write(tmp_path, "a", "deep"), write(tmp_path, "b", "fine"), SETTINGS)
    assert any(f.cause.operation == "GET /bad" for f in result.findings)


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = verify(write(tmp_path, "a", "memory"), write(tmp_path, "b", "fine"), SETTINGS)
    (found,) = [f for f in result.findings if f.cause.operation == "GET /bad"]
    assert found.old.status == 500


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import nothing_there\n", "nothing_there"),
        ("app = 1\n", "no ASGI application"),
        (GOOD + "app.openapi = lambda: {}\n", "no OpenAPI document"),
        (GOOD + "app.openapi = lambda: {'paths': {'/x': {1, 2}}}\n", "no JSON"),
        (GOOD + "def fail(): raise KeyError('x')\napp.openapi = fail\n", "make its document"),
        ("import os\nos._exit(4)\n", "does not start"),
        ("raise SystemExit('no licence')\n", "no licence"),
    ],
)
def test_a_side_that_cannot_be_loaded_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.py").write_text(code)
    with pytest.raises((TargetError, DocumentError), match=sentence) as raised:
        verify("broken:app", FastAPI(), SETTINGS)
    assert "\n" not in str(raised.value)


def test_a_document_of_its_own_is_for_urls_alone(tmp_path: Path) -> None:
    """It was not read, and nobody was told."""
    options = SideOptions(document=tmp_path / "api.json")
    with pytest.raises(TargetError, match="Leave out --new-document"):
        verify(FastAPI(), "broken:app", SETTINGS, new_options=options)


LIFESPAN = """
from fastapi import FastAPI, Query

inner = FastAPI()
inner.get("/x")(lambda: 1)

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        {startup}
    await inner(scope, receive, send)
"""


def with_startup(folder: Path, startup: str) -> str:
    (folder / "starting.py").write_text(LIFESPAN.format(startup=startup))
    return "starting:app"


def test_an_application_that_is_silent_about_its_lifespan_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    target = with_startup(tmp_path, "return")
    assert verify(target, target, SETTINGS).equal


def test_a_startup_without_an_end_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    async def starting(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await receive()

    monkeypatch.setattr(asgi, "_START_SECONDS", 0.1)
    with pytest.raises(TargetError, match=r"does not start: it is not ready after 0\.1 s\."):
        verify(starting, FastAPI(), SETTINGS)


def test_a_body_in_one_piece_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = verify(write(tmp_path, "a", "fine"), write(tmp_path, "b", "large"), SETTINGS)
    (found,) = [f for f in result.findings if f.cause.operation == "GET /bad"]
    assert found.new.failure == "too large: more than 100000 bytes"
    assert len(found.new.body) <= 100_000


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:99999", "http://", "http://127.0.0.1:1x/", "http://[::1", "https://:80"],
)
def test_an_address_that_is_none_is_one_sentence(url: str) -> None:
    with pytest.raises(TargetError, match="is no URL"):
        verify(FastAPI(), url, SETTINGS)


def test_nothing_asked_is_not_called_equal() -> None:
    with pytest.raises(TargetError, match="documents an operation"):
        verify(FastAPI(), FastAPI(), SETTINGS)
    app = FastAPI()
    app.get("/x")(lambda: 1)
    with pytest.raises(TargetError, match="The time was over before a case was sent"):
        verify(app, app, replace(SETTINGS, seconds=0))
    with pytest.raises(TargetError, match="The corpus has no case of these operations"):
        verify(app, app, replace(SETTINGS, corpus=()))


def test_an_interpreter_that_is_not_there_is_one_sentence() -> None:

    with pytest.raises(TargetError, match="does not run"):
        verify("a:b", "a:b", SETTINGS, old_options=SideOptions(python="/nowhere/python"))


def test_operations_of_one_side_alone_are_findings_and_the_others_are_verified() -> None:
    old, new = FastAPI(), FastAPI()
    for app in (old, new):
        app.get("/both/{a}")(lambda a: a)
    old.get("/gone")(lambda: 1)
    new.get("/come")(lambda: 1)
    found = verify(old, new, SETTINGS).findings
    documents = [f for f in found if f.cause.pointer == "/document"]
    assert [f.cause.operation for f in documents] == ["GET /gone", "GET /come"]
    assert not [f for f in found if "/both" in f.cause.operation]


Answer = Callable[[socket.socket], None]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    """A raw server on a free port, in threads of its own."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                answer(self.request)

    with _Server(("127.0.0.1", 0), Handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{listener.server_address[1]}"
        listener.shutdown()
        thread.join()


def saying(text: bytes, *, then: str = "close") -> Answer:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(text)
        while then == "flood":
            connection.sendall(b"3\r\nxxx\r\n")
        if then == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        if then == "wait":
            connection.recv(65536)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n"


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (saying(b"\x00\x01garbage\r\n\r\n"), "garbage"),
        (saying(HEAD + b"content-length: 100\r\n\r\nhalf"), "closed early"),
        (saying(b""), "closed early"),
        long(saying(HEAD + b"content-length: 9\r\n\r\nhalf", then="wait"), "hang"),
        (saying(HEAD + b"transfer-encoding: chunked\r\n\r\n", then="flood"), "endless"),
        (saying(HEAD + b"content-length: 1\r\n\r\n1 and more", then="wait"), "garbage"),
        (saying(HEAD, then="reset"), "crash"),
    ],
)
def test_a_server_that_misbehaves_is_a_finding(
    tmp_path: Path, answer: Answer, failure: str
) -> None:

    app = FastAPI()
    app.get("/x")(lambda: 1)
    document = tmp_path / "openapi.yaml"
    document.write_text("openapi: 3.1.0\ninfo: {}\npaths: {/x: {get: {responses: {}}}}\n")
    with server(answer) as url:
        result = verify(app, url, SETTINGS, new_options=SideOptions(document=document))
    (found,) = [f for f in result.findings if f.cause.pointer == "/failure"]
    assert (found.new.failure or "").startswith(failure)


def test_a_limit_in_seconds_ends_the_run_and_is_told() -> None:
    app = FastAPI()
    app.get("/x")(lambda: time.sleep(0.01))
    settings = Settings(cases=100_000, seconds=0.5, generate=False)
    assert verify(app, app, settings).coverage.cut_short


@pytest.mark.parametrize("replayed", [long(False), True])
def test_an_operation_that_hangs_is_given_up_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replayed: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    sides = write(tmp_path, "before", "fine"), write(tmp_path, "after", "hang")
    labels = ("GET /bad", "GET /good")
    corpus = tuple(
        Case(label, *label.split(), origin=f"{n}") for n in range(60) for label in labels
    )
    settings = replace(
        SETTINGS,
        cases=60,
        shrink=True,
        bounds=replace(SETTINGS.bounds, seconds=0.3),
        corpus=corpus if replayed else None,
    )
    result = verify(*sides, settings)
    reached = result.coverage.operations
    assert (reached["GET /bad"].cases, reached["GET /good"].cases) == (3, 60)
    assert result.coverage.gaps()["GET /bad"][0] == "given up, for it hangs"
    assert [f.cause.operation for f in result.findings] == ["GET /bad"]


def test_an_operation_that_takes_nothing_is_said_to_take_nothing() -> None:
    """No text is both longer than five letters and shorter than two."""
    app = FastAPI()

    @app.get("/x")
    async def x(q: Annotated[str, Query(min_length=5, max_length=2)]) -> int:
        return 1

    gaps = verify(app, app, Settings(cases=60)).coverage.gaps()["GET /x"]
    assert "no case was accepted: only errors were compared" in gaps
    assert "not generated: no valid request was found" in gaps
    redirected = Settings(corpus=(Case("GET /x", "GET", "/x/"),))
    gaps = verify(app, app, redirected).coverage.gaps()["GET /x"]
    assert "no case was accepted: only errors were compared" in gaps
