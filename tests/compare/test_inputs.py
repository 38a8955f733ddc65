"""What the command line can name as a document."""

from __future__ import annotations

import contextlib
import http.server
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from compare.samples import document

from routeshift.compare import load
from routeshift.errors import RouteshiftError

DOCUMENT = document(sent={"type": "string"})


@contextlib.contextmanager
def served(status: int, body: bytes, **headers: str) -> Iterator[str]:
    """A server on this machine that gives one answer."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/openapi.json"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_file(tmp_path: Path) -> None:
    """JSON by its suffix."""
    file = tmp_path / "a.json"
    file.write_text(json.dumps(DOCUMENT))
    assert load(str(file)).data == DOCUMENT


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash."""
    text = io.TextIOWrapper(io.BytesIO(json.dumps(DOCUMENT).encode()))
    monkeypatch.setattr(sys, "stdin", text)
    assert load("-").data == DOCUMENT


@pytest.mark.process
def test_a_revision_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git:REV:path is read from the repository, not from the folder."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "api.json"
    file.write_text(json.dumps(DOCUMENT))
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    file.write_text("changed")
    assert load("git:HEAD:api.json").data == DOCUMENT
    with pytest.raises(RouteshiftError, match=r"git has no 'gone\.json' at 'HEAD': it is new"):
        load("git:HEAD:gone.json")


def test_a_url_on_this_machine() -> None:
    """Loopback is fetched."""
    with served(200, json.dumps(DOCUMENT).encode()) as url:
        assert load(url).data == DOCUMENT


def test_a_url_elsewhere_is_never_fetched() -> None:
    """Nor is one that only looks like this machine."""
    for url in ("http://example.com/a.json", "http://127.0.0.1.example.com/a", "http://10.0.0.1/"):
        with pytest.raises(RouteshiftError, match="not on this machine"):
            load(url)


def test_a_redirect_is_not_followed() -> None:
    """It could leave this machine."""
    with (
        served(302, b"", Location="http://example.com/a.json") as url,
        pytest.raises(RouteshiftError, match="answered 302"),
    ):
        load(url)


def test_a_page_is_no_document() -> None:
    """The address of the document is asked for, and the URL stays as it was written."""
    with (
        served(200, b"<!doctype html><title>docs</title>") as url,
        pytest.raises(RouteshiftError, match=f"'{url}' answered with a page.*openapi.json"),
    ):
        load(url)


def test_json_that_is_no_document_names_its_url() -> None:
    with served(200, b"[]") as url, pytest.raises(RouteshiftError) as caught:
        load(url)
    assert str(caught.value).startswith(f"{url}:1: This is not an OpenAPI document")


def test_a_server_that_is_not_there() -> None:
    """One sentence."""
    with pytest.raises(RouteshiftError, match="could not be fetched: Connection refused"):
        load("http://127.0.0.1:9/openapi.json")


@pytest.mark.process
@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("gone.json", "cannot be read"),
        ("git:HEAD", "git:HEAD"),
        ("git:--output=x:y.json", "does not name a file"),
        ("nosuchpackage", "nosuchpackage"),
        ("file:///etc/hosts", "no address that is fetched"),
        ("http://[::1/openapi.json", "is no URL: Invalid IPv6 URL. Write http://"),
    ],
)
def test_what_names_nothing_is_told(spec: str, told: str) -> None:
    """With the word itself in the sentence."""
    with pytest.raises(RouteshiftError) as caught:
        load(spec)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
