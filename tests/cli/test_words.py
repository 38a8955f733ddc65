"""Help and tables fit a terminal, however narrow; a pipe that ends early is no error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.terminals import on_terminal
from effort import long

from routeshift.cli import COMMANDS, run

pytestmark = pytest.mark.process

SHOP = Path(__file__).parents[2] / "examples" / "shop"


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_plain_lines_that_fit(
    command: str,
    columns: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run([command, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    assert not any("╭" in line or "│" in line for line in lines)


def test_the_list_of_commands_is_not_cut_off_at_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {command}" in out for command in COMMANDS)
    assert "..." not in out.partition("Commands")[2]


@pytest.mark.parametrize("columns", [60, long(80), 120])
def test_a_table_breaks_no_cell(columns: int) -> None:
    """Columns without room stand on a line of their own below their row."""
    shown = on_terminal(SHOP, columns, "scan", "shop_api")
    for cell in ("POST /v1alpha/assistant/ask", "shop_api/catalog/routes.py:22", "embedded body"):
        assert cell in shown
    assert max(map(len, shown.splitlines())) <= columns


def test_what_has_no_room_beside_its_row_is_named_in_all_rows_or_in_none() -> None:
    """And whatever goes on in a further line is indented there."""
    shown = on_terminal(SHOP, 40, "scan", "shop_api")
    assert "operation:" not in shown
    assert shown.count("where: ") == shown.count(".py:") == 9
    assert "\n        (deprecated)\n" in shown
    assert shown.endswith("2 router\n    operations.\n")


def test_columns_that_say_nothing_are_left_out_on_a_terminal() -> None:
    shown = on_terminal(SHOP, 120, "routes", "shop_api", "--api", "assistant")
    assert "deprecated" not in shown.splitlines()[0]


@pytest.mark.parametrize("words", [["scan", "shop_api"], long(["migrate", "shop_api"])])
def test_a_reader_that_stops_early_is_no_error(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        command = [sys.executable, "-m", "routeshift", *words]
        done = subprocess.run(command, cwd=SHOP, stdout=pipe, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stops_early_changes_no_verdict(tmp_path: Path) -> None:
    """A check that fails fails, whoever reads what it says."""
    documents = ["old.json", "new.json"]
    for name, paths in zip(documents, ({"/a": {"get": {"responses": {}}}}, {}), strict=True):
        said = {"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": paths}
        (tmp_path / name).write_text(json.dumps(said))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        command = [sys.executable, "-m", "routeshift", "compare", *documents]
        done = subprocess.run(command, cwd=tmp_path, stdout=pipe, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "")


@pytest.mark.parametrize("words", [long("--version"), "scan shop_api", long("status .")])
def test_a_closed_output_is_no_error(words: str) -> None:
    command = f"{sys.executable} -m routeshift {words} >&-"
    done = subprocess.run(command, shell=True, cwd=SHOP, stderr=subprocess.PIPE, text=True)
    assert done.returncode in (0, 2)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device is Linux's")
@pytest.mark.parametrize(
    "words", [long(["--help"]), ["scan", "shop_api"], long(["migrate", "shop_api"])]
)
def test_output_that_cannot_be_written_is_one_sentence(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "routeshift", *words]
        done = subprocess.run(command, cwd=SHOP, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == ("routeshift: The output cannot be written: No space left on device.\n")


@pytest.mark.parametrize("columns", [30, long(40)])
def test_what_is_wrong_is_told_a_terminal_in_lines_that_end_between_words(
    tmp_path: Path, columns: int
) -> None:
    words = ["explain", "no-such-rule"]
    lines = on_terminal(tmp_path, columns, *words).splitlines()
    command = [sys.executable, "-m", "routeshift", *words]
    piped = subprocess.run(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True).stderr
    assert f"{' '.join(lines)}\n" == piped
    assert max(map(len, lines)) <= columns
