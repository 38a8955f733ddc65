"""`routeshift serve`, over real HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from servers import served

from routeshift.cli import run

pytestmark = pytest.mark.process

SHOP = Path(__file__).parents[2] / "examples" / "shop"


def serving(*words: str) -> AbstractContextManager[str]:
    return served(*words, cwd=SHOP, env={**os.environ, "PYTHONPATH": str(SHOP)})


def fetch(url: str) -> tuple[int, object]:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(url)


def test_an_app_serves_both_kinds() -> None:
    with serving("shop.server:app") as url:
        assert fetch(f"{url}/v1/products/tea-1")[0] == 200
        assert fetch(f"{url}/v1/orders")[0] == 200
        assert fetch(f"{url}/v1/orders/a/b") == (404, {"detail": "there is no order a/b"})


def test_stubs_answer_where_there_is_no_implementation() -> None:
    with serving("shop_api", "--stub") as url:
        status, product = fetch(f"{url}/v1/products/tea-1")
        assert status == 200
        assert set(product) == {"sku", "title", "price_cents"}  # type: ignore[call-overload]
        assert fetch(f"{url}/v1/orders/a/b")[0] == 200


def test_a_port_that_is_taken_is_one_sentence_and_exits_with_1(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", str(SHOP / "shop_api"), "--stub", "--port", port]) == 1
    told = capfd.readouterr().err
    assert told.splitlines()[-1].startswith("routeshift: The server did not start.")
    assert "Traceback" not in told


def test_a_package_without_stubs_has_nothing_to_serve(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SHOP)
    assert run(["serve", str(SHOP / "shop_api")]) == 1
    assert "--stub" in capfd.readouterr().err


def test_another_interpreter_serves() -> None:
    with serving("shop.server:app", "--python", sys.executable) as url:
        assert fetch(f"{url}/v1/products/tea-1")[0] == 200


def test_an_interpreter_that_cannot_serve_is_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """One that is not there, and one without what serving needs."""
    assert run(["serve", str(SHOP / "shop_api"), "--stub", "--python", "/no/such/python"]) == 1
    assert "/no/such/python cannot be run" in capfd.readouterr().err
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    bare = str(tmp_path / "bare" / "bin" / "python")
    words = ["serve", str(SHOP / "shop_api"), "--stub", "--python", bare]
    done = subprocess.run([sys.executable, "-m", "routeshift", *words], capture_output=True)
    assert done.returncode == 1
    assert b"needs uvicorn, which" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_start_leads_to_the_documentation() -> None:
    with (
        serving("shop.server:app") as url,
        urllib.request.urlopen(f"{url}/", timeout=10) as answer,
    ):
        assert answer.url == f"{url}/docs"


def test_a_start_of_its_own_stays(tmp_path: Path) -> None:
    own = (
        "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef start(): return 'mine'\n"
    )
    (tmp_path / "own.py").write_text(own)
    with served("own:app", cwd=tmp_path) as url:
        assert fetch(f"{url}/") == (200, "mine")


def test_several_processes_serve() -> None:
    with serving("shop.server:app", "--workers", "2") as url:
        assert fetch(f"{url}/v1/products/tea-1")[0] == 200


@pytest.mark.parametrize(
    "words", [["--reload"], pytest.param(["--workers", "2"], marks=pytest.mark.long)]
)
def test_their_interpreter_needs_nothing_of_ours_and_takes_no_file_for_a_module_of_pythons_own(
    tmp_path: Path, words: list[str]
) -> None:
    """They are started by `-c`, which begins with the working folder."""
    for name in ("linecache", "multiprocessing", "pickle", "selectors", "socket"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a trap')\n")
    text = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a(): return 1\n"
    (tmp_path / "own.py").write_text(text)
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bare], check=True)
    # All that is installed, for a folder of PYTHONPATH installs nothing that is editable.
    env = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    python = str(bare / "bin" / "python")
    with served("own:app", *words, "--python", python, cwd=tmp_path, env=env) as url:
        assert fetch(f"{url}/a") == (200, 1)


def test_a_change_is_served_without_a_new_start(tmp_path: Path) -> None:
    text = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a(): return 1\n"
    (tmp_path / "own.py").write_text(text)
    with served("own:app", "--reload", cwd=tmp_path) as url:
        assert fetch(f"{url}/a") == (200, 1)
        # Of another size: Python takes bytecode for new by size and second.
        (tmp_path / "own.py").write_text(text.replace("return 1", "return 2 + 0"))
        deadline = time.monotonic() + 60
        while fetch(f"{url}/a") != (200, 2):
            assert time.monotonic() < deadline
            time.sleep(0.2)


def test_a_slip_while_files_are_watched_is_one_sentence(tmp_path: Path) -> None:
    """And what was wrong may be mended without a new start."""
    text = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef a(): return 1\n"
    own, log = tmp_path / "own.py", tmp_path / "log"
    own.write_text(text)
    with served("own:app", "--reload", cwd=tmp_path, log=log) as url:
        own.write_text(f"{text}def (\n")
        deadline = time.monotonic() + 60
        while "own.py:5: The file does not parse" not in log.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.2)
        # Of another size: Python takes bytecode for new by size and second.
        own.write_text(text.replace("return 1", "return 2 + 0"))
        while fetch(f"{url}/a") != (200, 2):
            assert time.monotonic() < deadline
            time.sleep(0.2)
    assert "Traceback" not in log.read_text()


def test_one_process_reloads(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(SHOP / "shop_api"), "--stub", "--reload", "--workers", "2"]) == 1
    assert "one process" in capfd.readouterr().err
