"""A target whose import never ends is one sentence, and leaves no process behind."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from effort import long

from routeshift.cli import run
from routeshift.targets import deadline

pytestmark = pytest.mark.process

# It waits as real ones do: for a thread, beside a process of its own, and holds on to errors.
HANGING = """
import subprocess, sys, threading, time
from pathlib import Path

helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with Path("pids").open("a") as pids:
    print(helper.pid, file=pids)
worker = threading.Thread(target=time.sleep, args=(600,))
worker.start()
try:
    worker.join()
except Exception:
    worker.join()
"""
WAITS = HANGING.splitlines().index("    worker.join()") + 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "hanging.py").write_text(HANGING)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie that nobody has looked at yet does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def left_behind(folder: Path) -> list[int]:
    pids = [int(line) for line in (folder / "pids").read_text().split()]
    assert pids
    deadline = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [pid for pid in pids if alive(pid)]


@pytest.mark.parametrize(
    "words",
    [
        ["routes", "hanging:app"],
        long(["openapi", "hanging"]),
        long(["compare", "hanging", "hanging"]),
        ["verify", "hanging:app", "hanging:app"],
    ],
    ids=lambda words: words[0],
)
def test_an_import_without_an_end_is_one_sentence_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run([*words, "--timeout", "2"]) == 1
    told = capsys.readouterr().err
    place = f"{folder / 'hanging.py'}:{WAITS}: {words[1]} is not ready after 2 s."
    assert told.startswith(f"routeshift: {place}")
    assert "--timeout" in told
    assert len(told.splitlines()) == 1
    assert left_behind(folder) == []


@pytest.mark.parametrize("python", [[], ["--python", sys.executable]], ids=["own", "another"])
def test_serving_an_import_without_an_end_is_one_sentence(folder: Path, python: list[str]) -> None:
    command = [sys.executable, "-m", "routeshift", "serve", "hanging:app", "--timeout", "2"]
    done = subprocess.run([*command, *python], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"routeshift: {folder / 'hanging.py'}:{WAITS}: ")
    assert len(done.stderr.splitlines()) == 1
    assert left_behind(folder) == []


def test_a_thread_that_ends_while_children_are_looked_for_hides_none() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with subprocess.Popen(["sleep", "60"]) as child:
        # Threads are listed when the first child is found, and this one ends before its turn.
        found = deadline.children()
        pids = {next(found)}
        done.set()
        thread.join()
        pids |= set(found)
        child.kill()
    assert child.pid in pids


# As `python -m routeshift`, with less patience.
IMPATIENT = """
import sys
from routeshift.targets import deadline
from routeshift.cli import main
deadline.GRACE = 1.0
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "deafness", ["signal(SIGALRM, SIG_IGN)", long("pthread_sigmask(0, {SIGALRM})")]
)
def test_serving_an_import_that_hears_no_alarm_is_one_sentence(folder: Path, deafness: str) -> None:
    (folder / "deaf.py").write_text(f"from signal import *\n{deafness}\n{HANGING}")
    words = ["serve", "--stub", "--port", "0", "deaf", "--timeout", "2"]
    command = [sys.executable, "-c", IMPATIENT, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f"routeshift: {folder / 'deaf.py'}:{WAITS + 2}: ")
    assert len(done.stderr.splitlines()) == 1
    assert left_behind(folder) == []


def test_serving_an_import_that_lets_no_other_thread_run_ends_with_its_place(folder: Path) -> None:
    (folder / "selfish.py").write_text("(10**400_000_000) % 7\n")
    command = [sys.executable, "-c", IMPATIENT, "serve", "selfish:app", "--timeout", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "selfish.py" in done.stderr


@pytest.mark.parametrize("python", [[], ["--python", sys.executable]], ids=["own", "another"])
def test_an_error_before_serving_waits_for_nothing_that_a_target_started(
    folder: Path, python: list[str]
) -> None:
    (folder / "empty.py").write_text(HANGING.partition("try:")[0])
    command = [sys.executable, "-m", "routeshift", "serve", "--stub", "empty", *python]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("routeshift: empty declares no API.")
    assert len(done.stderr.splitlines()) == 1
    assert left_behind(folder) == []


def test_what_a_target_leaves_running_does_not_keep_its_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HANGING.partition("try:")[0]
    (folder / "busy.py").write_text(f"{text}\nfrom fastapi import FastAPI\napp = FastAPI()\n")
    assert run(["routes", "busy:app"]) == 0
    assert "0 operations" in capsys.readouterr().out
    assert left_behind(folder) == []


@pytest.mark.long
def test_an_import_that_hears_no_alarm_is_ended_from_outside(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\n"
    (folder / "deaf.py").write_text(deaf + HANGING)
    monkeypatch.setattr(deadline, "GRACE", 5.0)
    assert run(["routes", "deaf:app", "--timeout", "2"]) == 1
    assert capsys.readouterr().err.startswith("routeshift: deaf:app is not ready after 2 s.")
    assert left_behind(folder) == []
