"""The table of formats: a row is all that a format needs, and it arrives in every command."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from compare.samples import document

from routeshift.cli import run
from routeshift.reports import FORMATS, Format, Report, format_named, format_of

SHOP = Path(__file__).parents[2] / "examples" / "shop"
APP = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/v1/x")
async def x(limit: int = {}) -> int:
    return limit
"""
COMMANDS = {
    "scan": ["scan", "shop_api"],
    "migrate": ["migrate", "shop_api"],
    "check": ["check", "shop_api", "shop_api"],
    "compare": ["compare", "old.json", "new.json"],
    "verify": ["verify", "before:app", "after:app", "--cases", "6", "--no-generate"],
}
EACH = pytest.mark.parametrize(
    "command",
    [
        pytest.param(name, marks=pytest.mark.process if name == "verify" else ())
        for name in COMMANDS
    ],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What each of the commands reads, in the working directory."""
    shutil.copytree(SHOP / "shop_api", tmp_path / "shop_api")
    for name, kind in (("old", "string"), ("new", "integer")):
        (tmp_path / f"{name}.json").write_text(json.dumps(document(sent={"type": kind})))
    for name, limit in (("before", 1), ("after", 2)):
        (tmp_path / f"{name}.py").write_text(APP.format(limit))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more format: a module, and a row."""
    module = ModuleType("made_up_format")

    def render(report: Report) -> str:
        return f"made up: {report.command}, {len(report.findings)} findings\n"

    module.render = render  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    row = Format("made-up", module.__name__, (".made-up",), "a test")
    monkeypatch.setattr("routeshift.reports.formats.FORMATS", [*FORMATS, row])


@EACH
@pytest.mark.usefixtures("made_up")
def test_a_new_row_arrives_in_every_command(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its name and by its suffix."""
    assert run([*COMMANDS[command], "--format", "made-up", "--report", "r.made-up"]) in (0, 2)
    printed = capsys.readouterr().out
    assert printed.startswith(f"made up: routeshift {command}, ")
    assert (folder / "r.made-up").read_text() == printed


@EACH
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [["--format", "pdf"], ["--report", "r.pdf"], ["--report", "r"]])
def test_an_unknown_format_is_one_sentence_that_lists_the_known_ones(
    command: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*COMMANDS[command], *words]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    for row in FORMATS:
        assert (row.name if "--format" in words else row.suffixes[0]) in told.err


@pytest.mark.slow
@EACH
@pytest.mark.usefixtures("folder")
def test_every_format_is_printed_and_written_alike(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The time that a verification takes is the one thing that differs in two runs."""
    if command == "verify":
        words = [word for row in FORMATS for word in ("--report", f"r{row.suffixes[0]}")]
        assert run([*COMMANDS[command], *words]) == 2
        assert all((folder / f"r{row.suffixes[0]}").stat().st_size for row in FORMATS)
        return
    for row in FORMATS:
        if row.name == "rich" and command == "migrate":
            continue  # where the diff comes first, as a patch to apply
        file = f"r{row.suffixes[0]}"
        assert run([*COMMANDS[command], "--format", row.name, "--report", file]) in (0, 2)
        assert capsys.readouterr().out == (folder / file).read_text()


def test_no_two_rows_share_a_name_or_a_suffix() -> None:
    suffixes = [end for row in FORMATS for end in row.suffixes]
    assert len({row.name for row in FORMATS}) == len(FORMATS)
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_a_row_is_found_by_its_name_and_by_each_suffix(row: Format) -> None:
    assert format_named(row.name) is row
    for end in row.suffixes:
        assert format_of(Path(f"some/r{end}")) is row
        assert format_of(Path(f"some/R{end.upper()}")) is row


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_a_row_has_its_line_on_the_page_of_formats(row: Format) -> None:
    page = (SHOP.parents[1] / "docs" / "reports.md").read_text("utf-8")
    suffixes = ", ".join(f"`{end}`" for end in row.suffixes)
    assert f"\n| `{row.name}` | {suffixes} | " in page
