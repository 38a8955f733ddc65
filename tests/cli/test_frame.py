"""The frame of the command line: exit codes and the one sentence of a wrong input."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from routeshift.cli import COMMANDS, run

SHOP = Path(__file__).parents[2] / "examples" / "shop"


def test_a_word_that_is_no_command_exits_with_1(capfd: pytest.CaptureFixture[str]) -> None:
    """2 is kept for checks that found something."""
    assert run(["nonsense"]) == 1
    assert "No such command 'nonsense'" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mirgate", "."], "Did you mean migrate?"),
        (["scan", "--jsn", "."], "--json"),
        (["migrate", str(SHOP / "shop_api"), "--api", "ordrs"], "Did you mean orders?"),
        pytest.param(
            ["routes", str(SHOP / "shop_api"), "--api", "ordrs"],
            "Did you mean orders?",
            marks=pytest.mark.process,
        ),
        (["explain", "response-property-remved"], "response-property-removed"),
        pytest.param(
            ["openapi", "routeshift.webmethod:webmethd"],
            "Did you mean webmethod or",
            marks=pytest.mark.process,
        ),
        (["routes", ".", "--format", "marcdown"], "Did you mean markdown? See"),
        (["scan", ".", "--format", "marcdown"], "Did you mean markdown?"),
    ],
)
def test_a_slip_is_told_what_was_meant(
    capfd: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(words) == 1
    assert said in capfd.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_says_of_a_command_what_its_help_says(command: str) -> None:
    module = importlib.import_module(f"routeshift.cli.commands.{command}")
    first = getattr(module, command).__doc__.partition("\n\n")[0]
    assert " ".join(first.split()) == COMMANDS[command]


def test_a_usage_has_brackets_around_what_may_be_left_out(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(["compare", "--help"]) == 0
    assert capfd.readouterr().out.startswith("Usage: routeshift compare [OPTIONS] [OLD] [NEW]\n")


@pytest.mark.parametrize("words", [[], *([command] for command in COMMANDS)], ids=str)
@pytest.mark.parametrize("width", [40, 80])
def test_a_help_fits_the_terminal_and_cuts_no_name(
    width: int,
    words: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run([*words, "--help"]) == 0
    wide = capfd.readouterr().out
    monkeypatch.setenv("COLUMNS", str(width))
    assert run([*words, "--help"]) == 0
    narrow = capfd.readouterr().out
    assert max(map(len, narrow.splitlines())) <= width
    assert narrow.replace("|", "| ").split() == wide.replace("|", "| ").split()


@pytest.mark.process
@pytest.mark.parametrize("words", [[], ["--help"], ["--version"]])
def test_what_needs_no_command_loads_none(words: list[str]) -> None:
    """Whoever asks for the version, as a prompt does, waits for nothing else."""
    code = (
        f"import sys; from routeshift.cli import run; run({words});"
        "print([m for m in ('click', 'pydantic', 'fastapi', 'libcst', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.process
def test_a_list_of_routes_is_printed_without_fastapi() -> None:
    """It was imported once already, by the process that has read the target."""
    code = (
        "import sys; from routeshift.cli import run;"
        f"run(['routes', {str(SHOP / 'shop_api')!r}]);"
        "late = 'fastapi', 'libcst', 'pydantic', 'rich';"
        "print([m for m in late if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.process
def test_a_scan_changes_nothing_and_loads_nothing_that_does() -> None:
    code = (
        "import sys; from routeshift.cli import run;"
        f"run(['scan', {str(SHOP / 'shop_api')!r}]);"
        "late = 'fastapi', 'libcst', 'pydantic', 'rich', 'subprocess', 'tomlkit';"
        "print([m for m in late if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


def test_a_missing_argument_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_wrong_input_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "there-is-no-such-folder"]) == 1
    assert len(capfd.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["scan", "a", "b"], "(b). See `routeshift scan --help`."),
        (["migrate", ".", "--nonsense"], "See `routeshift migrate --help`."),
        (["openapi", ".", "--check"], "an argument. See `routeshift openapi --help`."),
        (["migrate", ".", "--convention", "x"], "'--convention': 'x' is not one of"),
        (["serve", ".", "--port", "99999"], "See `routeshift serve --help`."),
    ],
)
def test_a_misuse_names_the_help_of_its_command(
    capfd: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert run(words) == 1
    assert told in capfd.readouterr().err


def test_a_misspelt_option_names_the_near_one(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", ".", "--josn"]) == 1
    # Click quotes the name in some releases.
    told = capfd.readouterr().err.replace("'", "")
    assert "Did you mean --json? See `routeshift scan --help`." in told


def test_the_version_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capfd.readouterr().out.startswith("routeshift ")


@pytest.mark.process
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_that_cannot_show_a_character_shows_the_rest(
    encoding: str, tmp_path: Path
) -> None:
    document = tmp_path / "api.json"
    document.write_text('{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {}}')
    command = [sys.executable, "-m", "routeshift", "compare", str(document), str(document)]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"? The contract is preserved" in done.stdout


def test_without_words_the_commands_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    printed = capfd.readouterr().out
    assert not [command for command in COMMANDS if command not in printed]
