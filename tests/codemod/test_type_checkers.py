"""A type checker that stops, keeps silent or says nonsense stalls nobody and is not believed."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path, PurePath

import pytest

from routeshift_codemods.type_checkers import Position, Question, Said, consult

from .language_servers import speaking
from .test_second_opinion import CALL

pytestmark = pytest.mark.process

FILE = PurePath("pack", "calls.py")
AT = Position(FILE, 1, 4)
ANSWER = f"answer('Orders', {['pack/calls.py:f(']!r})"
SAID = Said("Orders", (Position(FILE, 0, 4),))

NONSENSE = "says what is no message of the protocol"
WRONG = "says what is no answer to the question"
STOPS = "answer('Orders', ['pack/calls.py:f('], lambda: len(asked) > 5 and sys.exit())"
# What writes down each message that it reads.
_LOGGING = """
plain = read
def read():
    message = plain()
    print(json.dumps(message), file=open('{log}', "a"), flush=True)
    return message
"""
FAILING = {
    "stops at once": ("sys.exit(3)", [], "stopped"),
    "stops after an answer": (STOPS, [SAID], "stopped"),
    "never answers": ("time.sleep(60)", [], "did not answer within 1 s"),
    "stops to answer": (STOPS.replace("sys.exit()", "time.sleep(60)"), [SAID], "did not answer"),
    "talks without an answer": (
        "read()\nwhile True: say(method='window/logMessage', params={})",
        [],
        "did not answer within 1 s",
    ),
    "sends no header": ("sys.stdout.write('Traceback: \\n' * 9)", [], "stopped"),
    "sends another header": ("sys.stdout.write('Type: x\\r\\n\\r\\n')", [], NONSENSE),
    "sends no end of a header": ("sys.stdout.write('x' * 200_000)", [], NONSENSE),
    "sends too much": ("sys.stdout.write('Content-Length: 999999999\\r\\n\\r\\n')", [], NONSENSE),
    "sends no JSON": ("send(b'yes')", [], NONSENSE),
    "sends deep JSON": ("send(b'[' * 200_000)", [], NONSENSE),
    "sends no object": ("send(b'[1]')", [], NONSENSE),
    "refuses": ("say(id=read()['id'], error={'code': 1})", [], "refused a question"),
    "shows a number": (ANSWER.replace("'Orders'", "7"), [], WRONG),
    "has infinite lines": (
        "def place(name): return {'uri': URI, 'range': {'start': {'line': 1e999}}}\n"
        "URI = 'file://' + os.path.abspath('pack/calls.py')\n" + ANSWER,
        [],
        WRONG,
    ),
    "has no places": (f"def place(name): return 1\n{ANSWER}", [], WRONG),
}


@pytest.mark.parametrize(("behaviour", "said", "failure"), FAILING.values(), ids=FAILING)
def test_who_fails_is_gone_in_time_and_what_was_said_before_counts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: str,
    said: list[Said],
    failure: str,
) -> None:
    me = f"open({str(tmp_path / 'me')!r}, 'w').write(str(os.getpid()))\n"
    wait = "\nsys.stdout.flush()\n" + ("" if "stopped" in failure else "time.sleep(60)")
    speaking(monkeypatch, tmp_path / "bin", me + behaviour + wait, "ty")
    started = time.monotonic()
    found = consult("ty", {FILE: CALL}, [Question(AT, CALL)] * 3, 1)
    assert found[0] == said
    assert found[1].startswith(failure)
    assert time.monotonic() - started < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "me").read_text()), 0)


def test_a_server_that_reads_nothing_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent to it would be more than a pipe holds."""
    speaking(monkeypatch, tmp_path / "bin", "say(id=1, result={})\ntime.sleep(60)", "ty")
    question = Question(AT, CALL + "# \n" * 400_000)
    assert consult("ty", {FILE: CALL}, [question], 1) == ([], "took nothing for 1 s")


def test_a_program_that_cannot_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speaking(monkeypatch, tmp_path / "bin", "", "ty").write_text("#!/nowhere\n")
    said, failure = consult("ty", {FILE: CALL}, [Question(AT, CALL)], 1)
    assert (said, failure.partition(":")[0]) == ([], "cannot be started")


def test_a_server_may_ask_something_of_an_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = "say(id=1, method='workspace/configuration', params={})\n"
    speaking(monkeypatch, tmp_path / "bin", asks + ANSWER, "pyrefly")
    assert consult("pyrefly", {FILE: CALL}, [Question(AT, CALL)], 9) == ([SAID], "")


def test_files_are_open_before_anything_is_asked_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of others some checkers say nothing."""
    log = tmp_path / "log"
    speaking(monkeypatch, tmp_path / "bin", _LOGGING.format(log=log) + ANSWER, "ty")
    consult("ty", {FILE: CALL}, [Question(AT, CALL)], 9)
    asked = [json.loads(line) for line in log.read_text().splitlines()]
    methods = [message["method"].rpartition("/")[2] for message in asked]
    assert methods == ["initialize", "initialized", "didOpen", "hover", "typeDefinition"]
    assert asked[2]["params"]["textDocument"]["text"] == CALL
    assert asked[3]["params"]["position"] == {"line": 1, "character": 4}
