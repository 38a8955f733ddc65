"""`routeshift verify`: exit codes, the curl lines, the reports, the corpus."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from effort import long

from routeshift.cli import run

pytestmark = pytest.mark.process

APP = """
from fastapi import FastAPI

app = FastAPI()

@app.get("/v1/items/{{item}}")
async def get_item(item: str, limit: int = {limit}) -> dict[str, int | str]:
    return {{"item": item, "limit": limit}}

@app.get("/v1/same")
async def same() -> int:
    return 1
"""


def write_apps(folder: Path) -> None:
    for name, limit in (("before", 1), ("after", 2), ("again", 1)):
        (folder / f"{name}.py").write_text(APP.format(limit=limit))


@pytest.fixture
def apps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_apps(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


QUICK = ("--cases", "12", "--no-generate")


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one run found a difference, with what it printed and all its reports."""
    folder = tmp_path_factory.mktemp("reported")
    write_apps(folder)
    reports = [word for name in ("r.json", "r.xml", "r.html") for word in ("--report", name)]
    command = [sys.executable, "-m", "routeshift", "verify", "before:app", "after:app", *QUICK]
    environment = {**os.environ, "COLUMNS": "100"}
    done = subprocess.run([*command, *reports], cwd=folder, env=environment, stdout=subprocess.PIPE)
    assert done.returncode == 2
    (folder / "printed").write_bytes(done.stdout)
    return folder


def test_a_difference_exits_with_2_and_prints_a_curl_line_for_each_side(reported: Path) -> None:
    printed = (reported / "printed").read_text()
    assert "`/body/limit` differs" in printed
    assert "in GET /v1/items/{item}\n" in printed
    for port in (8001, 8002):
        assert f"-X GET http://127.0.0.1:{port}/v1/items/x\n" in printed
        assert f"--port {port}" in printed
    assert "new declared at after.py:7\n" in printed
    assert "1 difference: 24 cases, 2 operations" in printed


@pytest.mark.parametrize("folder", [long(""), "src/"])
def test_an_app_is_compared_with_what_it_was_in_a_revision(
    apps: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """With all that it imports; each side runs its own."""
    place = apps / folder / "shop"
    place.mkdir(parents=True)
    (place / "limit.py").write_text("LIMIT = 1\n")
    text = "from shop.limit import LIMIT\n" + APP.format(limit="LIMIT")
    (place / "server.py").write_text(text)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    monkeypatch.setenv("PYTHONPATH", str(apps / folder))
    before = f"git:HEAD:{folder}shop.server:app"
    assert run(["verify", before, "shop.server:app", *QUICK]) == 0
    (place / "limit.py").write_text("LIMIT = 2\n")
    assert run(["verify", before, "shop.server:app", *QUICK]) == 2
    printed = capsys.readouterr().out
    assert f"old declared at git:HEAD:{folder}shop/server.py:8\n" in printed
    assert f"new declared at {folder}shop/server.py:8\n" in printed
    assert run(["compare", before, "shop.server:app"]) == 2


def test_no_difference_exits_with_0(apps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "before:app", "again:app", *QUICK]) == 0
    assert "no difference: 24 cases" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["nothing:app", "before:app"],
        ["before:app", "after:app", "--ignore", "nonsense"],
        ["before:app", "after:app", "--header", "nonsense"],
        ["before:app", "after:app", "--corpus", "none.jsonl"],
        ["before:app", "after:app", "--report", "report.pdf"],
        ["before:app", "http://192.0.2.1/"],
        ["before:app", "git:HEAD:nothing"],
        ["git:HEAD:nothing:app", "after:app"],
        ["before:app", "after:app", "--operation", "/nowhere"],
    ],
)
def test_a_wrong_input_is_one_sentence_and_exits_with_1(
    apps: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(["verify", *words]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("routeshift: ")
    assert len(told.err.splitlines()) == 1
    assert not told.out


def test_ignored_places_and_other_operations_do_not_count(apps: Path) -> None:
    assert run(["verify", "before:app", "after:app", *QUICK, "--ignore", "/body/limit"]) == 0
    assert run(["verify", "before:app", "after:app", *QUICK, "--operation", "/v1/same"]) == 0


def test_a_saved_corpus_replays(apps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "before:app", "after:app", *QUICK, "--save-corpus", "c.jsonl"]) == 2
    lines = (apps / "c.jsonl").read_text().splitlines()
    assert run(["verify", "before:app", "after:app", "--corpus", "c.jsonl"]) == 2
    assert f"1 difference: {len(lines)} cases" in capsys.readouterr().out


@pytest.mark.long
def test_what_is_printed_for_a_program_is_what_a_report_holds(
    apps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--report", "r.json", "--json"]
    assert run(["verify", "before:app", "after:app", *QUICK, *words]) == 2
    assert json.loads(capsys.readouterr().out) == json.loads((apps / "r.json").read_text())


def test_the_reports_hold_the_finding_and_what_was_reached(reported: Path) -> None:
    data = json.loads((reported / "r.json").read_text())
    (finding,) = data["findings"]
    assert finding["pointer"] == "/body/limit"
    assert (finding["old"]["status"], finding["new"]["status"]) == (200, 200)
    assert data["coverage"]["operations"]["GET /v1/same"]["cases"] == 12
    suite = ElementTree.parse(reported / "r.xml").getroot()[0]
    assert suite.attrib["failures"] == "1"
    assert "curl" in (suite.findtext(".//failure") or "")


def test_the_page_needs_no_network(reported: Path) -> None:
    page = (reported / "r.html").read_text()
    assert "<link" not in page
    assert "src=" not in page
    assert page.count('<details class="finding') == 1


@pytest.mark.long
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs a browser")
def test_the_page_filters_by_operation_in_a_browser(apps: Path) -> None:
    (apps / "other.py").write_text(APP.format(limit=2).replace("return 1", "return 2"))
    run(["verify", "before:app", "other:app", *QUICK, "--report", "r.html"])
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]

    def shown(fragment: str) -> str:
        url = f"file://{apps / 'r.html'}{fragment}"
        done = subprocess.run([*words, url], capture_output=True, text=True, check=True)
        return done.stdout

    assert ">2 of 2 findings</output>" in shown("")
    filtered = shown("#operation=GET+%2Fv1%2Fsame")
    assert ">1 of 2 findings</output>" in filtered
    (hidden,) = re.findall(r"<details[^>]*hidden[^>]*>", filtered)
    assert "GET /v1/items/{item}" in hidden


HOSTILE = r"""
from fastapi import FastAPI, Response

app = FastAPI()

@app.get("/v1/x")
async def x() -> Response:
    text = '{"\\u0001<b>\\u001b[31m": "\\u001b[2J\u202e</script><script>", "half": "\\ud800"'
    text += ', "n": %s}'
    return Response(text % VALUE, media_type="application/json")
"""


def test_what_a_side_answers_is_shown_and_not_obeyed(
    apps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("one", "1"), ("two", "2")):
        code = HOSTILE.replace("VALUE", f"'{value}'")
        (apps / f"{name}.py").write_text(code.replace("\\u0001", f"\\u000{value}"))
    reports = [word for name in ("r.json", "r.xml", "r.html") for word in ("--report", name)]
    assert run(["verify", "one:app", "two:app", *QUICK, *reports]) == 2
    page, suite = (apps / "r.html").read_text(), (apps / "r.xml").read_text()
    for text in (capsys.readouterr().out, page, suite):
        assert not {"\x1b", "\x01", "\u202e", "\ud800"} & set(text)
    assert page.count("<script>") == 1
    ElementTree.fromstring(suite)
    assert json.loads((apps / "r.json").read_text())["findings"]


# What the schema of Jenkins' xUnit plugin demands and allows.
REQUIRED = {
    "testsuites": set[str](),
    "testsuite": {"name", "tests", "failures", "errors"},
    "testcase": {"name"},
}
ALLOWED = {
    "testsuites": set[str](),
    "testsuite": {"name", "tests", "failures", "errors", "time", "skipped", "timestamp"},
    "testcase": {"name", "time", "classname", "file", "line"},
    "failure": {"type", "message"},
    "system-out": set[str](),
}
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "system-out"},
    "testcase": {"failure"},
}


def test_the_junit_report_is_what_its_schema_says(reported: Path) -> None:
    for element in ElementTree.parse(reported / "r.xml").getroot().iter():
        assert REQUIRED.get(element.tag, set()) <= set(element.keys()) <= ALLOWED[element.tag]
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set())


ASKED = "import asyncio\nfrom pathlib import Path\n" + APP.format(limit=1).replace(
    "    return 1", "    Path('asked').touch()\n    await asyncio.sleep(0.01)\n    return 1"
)


def test_an_interrupted_run_keeps_what_it_has_and_says_so(apps: Path) -> None:
    """Ctrl-C goes to the whole group of processes, as from a terminal."""
    (apps / "slow.py").write_text(ASKED)
    words = ("slow:app", "slow:app", "--cases", "100000", "--no-generate")
    command = [sys.executable, "-m", "routeshift", "verify", *words]
    reports = ["--save-corpus", "c.jsonl", "--report", "r.json"]
    process = subprocess.Popen(
        [*command, *reports], start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not (apps / "asked").exists():
        time.sleep(0.1)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode() == "routeshift: interrupted.\n"
    assert "interrupted, seed 0" in out.decode()
    report = json.loads((apps / "r.json").read_text())
    assert report["coverage"]["interrupted"]
    assert report["findings"] == []
    assert len((apps / "c.jsonl").read_text().splitlines()) == report["cases"] > 0
