"""A secret is used, and is nowhere: in no format, no curl line, no error."""

from __future__ import annotations

import base64
import json
import logging
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from servers import listening

from routeshift.cli import run
from routeshift.redaction import basic
from routeshift.reports import FORMATS
from routeshift.verify import Settings, assert_equivalent

MARK = "s3:cr t/MARK"
HEADERS = {
    "X-API-Key": f"{MARK} api",
    "X-LlamaStack-Provider-Data": json.dumps({"keys": {"a": f"{MARK} inner"}}),
    "Cookie": f"a=b; session={MARK} cookie",
    "X-Tenant": f"{MARK} tenant",
}
USER = f"ann:{quote(MARK, safe='')}"
QUERY = f"api_key={quote(MARK, safe='')}"


def leaks(text: str) -> list[str]:
    """The spellings of the secrets that stand in a text."""
    pair = f"ann:{MARK}"
    secrets = [MARK, pair, *HEADERS.values(), f"{MARK} inner", f"{MARK} set"]
    spelled = {
        spell
        for secret in secrets
        for spell in (
            *(secret, quote(secret), quote(secret, safe=""), quote_plus(secret)),
            *(json.dumps(secret)[1:-1], repr(secret)[1:-1]),
            base64.b64encode(secret.encode()).decode().rstrip("="),
        )
    }
    return [spell for spell in spelled if spell in text or spell.lower() in text.lower()]


def app(*, changed: bool) -> FastAPI:
    """An app that tells everything that it was sent, in one place another way."""
    made = FastAPI()

    @made.middleware("http")
    async def credentials(request: Request, call_next: Any) -> Any:
        given, key = (request.headers.get(name) for name in ("authorization", "x-api-key"))
        keyed = request.url.path == "/openapi.json" or key == HEADERS["X-API-Key"]
        if given != basic("ann", MARK) or not keyed:
            return JSONResponse({"refused": [given, key]}, 401)
        return await call_next(request)

    @made.get("/v1/echo")
    async def echo(request: Request, response: Response, limit: int = 0) -> Any:
        response.set_cookie("session", f"{MARK} set{changed}")
        response.headers["x-auth-token"] = f"{MARK} set{changed}"
        response.headers["location"] = f"http://{USER}@host/x?{QUERY}&n={changed}"
        sent = {k: v for k, v in request.headers.items() if k not in ("host", "user-agent")}
        return {"headers": sent, "url": f"http://{USER}@host/x?{QUERY}", "changed": changed}

    return made


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[str, str]]:
    with ExitStack() as stack:
        urls = [stack.enter_context(listening(app(changed=c))) for c in (False, True)]
        old, new = (url.replace("://", f"://{USER}@") for url in urls)
        yield old, new


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "1000")
    (tmp_path / "pyproject.toml").write_text('[tool.routeshift]\nsecrets = ["x-tenant"]\n')
    return tmp_path


def sent() -> list[str]:
    return [word for name, value in HEADERS.items() for word in ("--header", f"{name}: {value}")]


def test_verify_uses_secrets_and_shows_none_in_any_format(
    servers: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [f"r{row.suffixes[0]}" for row in FORMATS]
    reports = [word for name in files for word in ("--report", name)]
    words = ["verify", *servers, "--cases", "30", "--no-generate", *sent(), *reports]
    assert run([*words, "--save-corpus", "c.jsonl"]) == 2
    terminal = capsys.readouterr()
    assert run([*words, "--json"]) == 2
    texts = {name: (folder / name).read_text() for name in (*files, "c.jsonl")}
    texts |= {"out": terminal.out, "err": terminal.err, "json": capsys.readouterr().out}
    assert {name: found for name, text in texts.items() if (found := leaks(text))} == {}
    report = json.loads(texts["r.json"])
    assert report["coverage"]["operations"]["GET /v1/echo"]["statuses"]["200"] > 0
    assert "$USERINFO@127.0.0.1" in texts["out"]
    for name in (*files, "out"):
        assert "/body/changed" in texts[name] or "/headers/" in texts[name]


def test_the_message_of_the_assertion_shows_no_secret(servers: tuple[str, str]) -> None:
    settings = Settings(
        cases=20, generate=False, credentials=tuple(HEADERS.items()), secrets=("x-tenant",)
    )
    with pytest.raises(AssertionError) as raised:
        assert_equivalent(*servers, settings=settings)
    assert leaks(str(raised.value)) == []


@pytest.mark.slow
def test_a_saved_corpus_names_the_variables_and_a_replay_fills_them_in(
    servers: tuple[str, str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["verify", *servers]
    assert run([*words, "--cases", "10", *sent(), "--save-corpus", "c.jsonl"]) == 2
    first = json.loads((folder / "c.jsonl").read_text().splitlines()[0])
    assert ["x-api-key", "$X_API_KEY"] in first["headers"]
    assert "X_API_KEY" in first["variables"]
    replay = [*words, "--corpus", "c.jsonl", "--report", "r.json"]
    capsys.readouterr()
    assert run(replay) == 1
    assert "needs the secret $" in capsys.readouterr().err
    for name, value in HEADERS.items():
        monkeypatch.setenv(name.upper().replace("-", "_"), value)
    assert run([*replay, "--save-corpus", "d.jsonl"]) == 2
    assert leaks(capsys.readouterr().out + (folder / "r.json").read_text()) == []
    assert leaks((folder / "d.jsonl").read_text()) == []


@pytest.mark.process
def test_a_redacted_curl_line_works_when_its_variables_are_set(
    servers: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--cases", "12", "--no-generate", "--operation", "GET /v1/echo"]
    assert run(["verify", *servers, *words, *sent(), "--ignore", "/headers"]) == 2
    printed = capsys.readouterr().out
    line = next(line for line in printed.splitlines() if line.startswith("curl ") and "API" in line)
    assert '-H "x-api-key: $X_API_KEY"' in line
    variables = {name.upper().replace("-", "_"): value for name, value in HEADERS.items()}
    shown = subprocess.run(
        ["sh", "-c", line.replace("curl ", "printf '%s\\n' ", 1)],
        env={**variables, "USERINFO": USER},
        capture_output=True,
        text=True,
        check=True,
    )
    said = shown.stdout.splitlines()
    assert f"x-api-key: {HEADERS['X-API-Key']}" in said
    assert any(word.startswith(f"http://{USER}@127.0.0.1:") for word in said)


def documents() -> tuple[FastAPI, FastAPI]:
    """Two servers whose documents are only for those who know the password."""
    made = []
    for changed in (False, True):
        one = app(changed=changed)
        one.servers = [{"url": f"http://{USER}@host:{8000 + changed}/?{QUERY}"}]
        one.description = f"see http://{USER}@host/?{QUERY}&changed={changed}"
        if changed:
            one.get("/v1/echo/{limit}")(lambda limit: limit)
            one.routes[:] = [r for r in one.routes if getattr(r, "path", "") != "/v1/echo"]
        made.append(one)
    return made[0], made[1]


def test_compare_fetches_with_secrets_and_shows_none_in_any_format(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as stack:
        urls = [stack.enter_context(listening(one)) for one in documents()]
        old, new = (
            f"{url.replace('://', f'://{USER}@')}/openapi.json?{QUERY}&sid={quote(MARK)}"
            for url in urls
        )
        for chosen in (row.name for row in FORMATS):
            words = ["compare", old, new, "--fail-on", "docs", "--secret", "sid"]
            assert run([*words, "--format", chosen]) == 2, capsys.readouterr().err
            told = capsys.readouterr()
            assert leaks(told.out + told.err) == [], chosen
            assert "GET /v1/echo" in told.out.replace("`", "")
        assert run(["compare", old, new, "--write-baseline", "accepts.toml"]) == 0
        assert leaks((folder / "accepts.toml").read_text()) == []


URL = f"http://{USER}@127.0.0.1:9/x?{QUERY}"
WRONG = [
    ["verify", URL, URL],
    ["verify", URL.replace("127.0.0.1", "192.0.2.1"), URL],
    ["verify", URL.replace("127.0.0.1", "no.such.host.invalid"), URL],
    ["verify", URL.replace(":9/", ":99999/"), URL],
    ["verify", URL.replace("127.0.0.1:9", "[::1"), URL],
    ["verify", URL.replace("127.0.0.1:9", ""), URL],
    ["verify", URL.replace("http", "ftp"), URL],
    ["verify", f"http://ann:{MARK.replace(' ', '')}@127.0.0.1:9/", URL],
    pytest.param(
        ["verify", "a", "b", "--header", f"Authorization {MARK}"], marks=pytest.mark.process
    ),
    pytest.param(
        ["verify", "a", "b", "--header", "Authorization:", f"{MARK}"], marks=pytest.mark.process
    ),
    ["verify", "a", "b", f"--authorization={MARK}", "--header", f"Authorization: {MARK}"],
    ["verify", "a", "b", "c", "--header", f"X-Tenant: {MARK}", URL],
    ["compare", URL, URL],
    ["compare", URL.replace("127.0.0.1", "192.0.2.1"), URL],
    ["compare", URL.replace(":9/", ":99999/"), URL],
    ["compare", URL.replace(":9/", ":x9/"), URL],
    ["compare", URL.replace("127.0.0.1:9", "[::1"), URL],
    ["compare", URL.replace("http", "ftp"), URL],
    ["compare", f"http://ann:{MARK.replace(' ', '')}@127.0.0.1:9/", URL],
    ["compare", "-", "-", URL],
    ["compare", URL, "-", "--output", f"/nowhere/{quote(MARK, safe='')}", "--secret", URL],
    pytest.param(["routes", URL], marks=pytest.mark.process),
    ["routes", URL, URL],
    pytest.param(["openapi", URL], marks=pytest.mark.process),
    ["serve", URL],
    ["scan", URL],
    ["migrate", URL],
    [URL],
]


@pytest.mark.slow
@pytest.mark.parametrize("words", WRONG, ids=lambda words: " ".join(words)[:40])
def test_no_error_tells_a_secret(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 1
    told = capsys.readouterr()
    assert told.err.startswith("routeshift: ")
    assert leaks(told.out + told.err) == []
    assert "cr" not in told.err.replace("incr", "")


def test_answers_that_are_no_document_are_told_without_secrets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = FastAPI(openapi_url=None)
    other.get("/list")(lambda: [1])
    other.get("/page")(lambda: Response("<html>", media_type="text/html"))
    with listening(other) as url:
        for path in ("gone", "list", "page"):
            named = f"{url.replace('://', f'://{USER}@')}/{path}?{QUERY}"
            assert run(["compare", named, named]) == 1
            assert leaks(capsys.readouterr().err) == []
        assert run(["verify", named, named]) == 1
        assert leaks(capsys.readouterr().err) == []


def test_the_log_of_requests_shows_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    from routeshift.redaction import Redaction
    from routeshift.targets.service import _hide_secrets_of_requests

    logger = logging.getLogger("uvicorn.access")
    _hide_secrets_of_requests(Redaction())
    try:
        with caplog.at_level(logging.INFO, "uvicorn.access"):
            logger.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:1", "GET", f"/x?{QUERY}", "1.1", 200)
    finally:
        logger.filters.clear()
    assert "/x?api_key=$API_KEY" in caplog.text
    assert leaks(caplog.text) == []
