"""The tiers of the suite, and what keeps the fast one honest.

`process` marks tests that start an interpreter, a server, Git or a browser: one that starts a
process unmarked fails. `slow` marks those that take seconds; `generated` and `long` those that make
many inputs, for seconds and for minutes. `--in-process` leaves all of them out.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No test is about speed, and a machine may be busy.
settings.register_profile("of any speed", deadline=None)
settings.load_profile("of any speed")

_STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system"}

# The codemod lays out its output with it, wherever a test looks at that output.
_FORMATTER = "ruff"

_SLOW = ("process", "slow", "generated", "long")

_started: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--in-process",
        action="store_true",
        help="leave out the tests that start a process or take seconds",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Who runs the suite in the background ignores interrupts, and so would all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(_note_start)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores where tests wait: for a server, or for a time limit."""
    return (os.cpu_count() or 1) + (not config.getoption("--in-process"))


def _note_start(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _STARTS:
        program = Path(str(arguments[0])).name if arguments else event
        if program != _FORMATTER:
            _started.append(program)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _started.clear()
    if config.getoption("--in-process"):
        slow = [item for item in items if any(map(item.get_closest_marker, _SLOW))]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]
    else:
        # A slow one that begins last is waited for by all.
        items.sort(key=lambda item: not any(map(item.get_closest_marker, _SLOW)))


@pytest.fixture(scope="session", autouse=True)
def _state_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Runs that write keep their journals in the user's state folder: not in this user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _starts_no_process(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    programs = ", ".join(_started)
    _started.clear()
    if programs and not request.node.get_closest_marker("process"):
        pytest.fail(f"It starts {programs}: mark it with pytest.mark.process.")
