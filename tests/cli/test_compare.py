"""`routeshift compare` as its users run it: words, exit codes, files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from compare.samples import document
from effort import one_in

from routeshift.cli import run
from routeshift.reports import FORMATS

OLD = document(sent={"type": "string"}, operation={"operationId": "one", "summary": "a"})
BROKEN = document(sent={"type": "integer"}, operation={"operationId": "one", "summary": "a"})
NAMED = document(sent={"type": "string"}, operation={"operationId": "two", "summary": "a"})
TOLD = document(sent={"type": "string"}, operation={"operationId": "one", "summary": "b"})
WIDER = document(sent={}, operation={"operationId": "one", "summary": "a"})


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the documents, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    documents = {"old": OLD, "broken": BROKEN, "named": NAMED, "told": TOLD, "wider": WIDER}
    for name, data in documents.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("new", "words", "code"),
    [
        ("old", [], 0),
        ("old", ["--fail-on", "docs"], 0),
        ("broken", [], 2),
        ("named", [], 0),
        ("named", ["--fail-on", "sdk"], 2),
        ("told", ["--fail-on", "sdk"], 0),
        ("told", ["--fail-on", "docs"], 2),
        ("wider", [], 0),
        ("wider", ["--strict"], 2),
        ("gone", [], 1),
    ],
)
def test_the_exit_code_tells(new: str, words: list[str], code: int) -> None:
    """0 preserved, 2 a difference at the level, 1 an input that failed."""
    assert run(["compare", "old.json", f"{new}.json", *words]) == code


@pytest.mark.usefixtures("files")
def test_the_terminal_shows_cause_and_witness(capsys: pytest.CaptureFixture[str]) -> None:
    """The rule, the sentence, the operation, and the payload."""
    run(["compare", "old.json", "broken.json"])
    printed = capsys.readouterr().out
    for word in ("request-type-narrowed", "POST /items", "old accepts, new refuses", '"x"'):
        assert word in printed


@pytest.mark.parametrize("form", [one.name for one in FORMATS])
def test_every_form_can_be_written_to_a_file(
    files: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Nothing is printed then."""
    words = ["compare", "old.json", "broken.json", "--format", form, "-o", "result"]
    assert run(words) == 2
    assert "request-type-narrowed" in (files / "result").read_text("utf-8")
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("files")
def test_json_is_a_word_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """--json, as in every command that prints a table."""
    run(["compare", "old.json", "broken.json", "--json"])
    assert json.loads(capsys.readouterr().out)["preserved"] is False


def test_a_result_that_cannot_be_written_is_told(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, and exit code 1."""
    words = ["compare", "old.json", "broken.json", "--format", "html", "-o", str(files)]
    assert run(words) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_baseline_is_written_and_then_accepted(files: Path) -> None:
    """The same comparison passes with it, and another break still fails."""
    assert run(["compare", "old.json", "broken.json", "--write-baseline", "accepts.toml"]) == 0
    assert run(["compare", "old.json", "broken.json", "--accept", "accepts.toml"]) == 0
    (files / "bare.json").write_text(json.dumps(document()), "utf-8")
    assert run(["compare", "old.json", "bare.json", "--accept", "accepts.toml"]) == 2
    (files / "accepts.toml").rename(files / "pyproject.toml")
    assert run(["compare", "old.json", "broken.json"]) == 0


def test_a_baseline_keeps_what_the_file_held(files: Path) -> None:
    """It is appended."""
    (files / "pyproject.toml").write_text('[project]\nname = "x"', "utf-8")
    run(["compare", "old.json", "broken.json", "--write-baseline", "pyproject.toml"])
    text = (files / "pyproject.toml").read_text("utf-8")
    assert text.startswith('[project]\nname = "x"\n')
    assert run(["compare", "old.json", "broken.json"]) == 0


EMPTY = "It accepts nothing: it has no [[tool.routeshift.accept]]."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[accept]]\n", f"routeshift: own.toml: {EMPTY}\n"),
        ("# Nothing fails yet.\n", ""),
    ],
)
def test_a_file_with_something_else_than_accept_entries_is_told(
    files: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (files / "own.toml").write_text(text)
    assert run(["compare", "old.json", "broken.json", "--accept", "own.toml"]) == 2
    assert capsys.readouterr().err == said


def test_a_baseline_is_told_and_never_appended_to_what_is_no_toml(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", "old.json", "broken.json", "--write-baseline"]
    assert run([*words, "new.toml"]) == 0
    assert capsys.readouterr().out == "new.toml: 1 accept table added; give each its reason.\n"
    before = (files / "old.json").read_text()
    assert run([*words, "old.json"]) == 1
    assert (files / "old.json").read_text() == before


def test_an_output_whose_name_tells_no_format_is_what_would_be_printed(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", "old.json", "broken.json"]
    assert run([*words, "-o", "result.log"]) == 2
    assert capsys.readouterr().out == ""
    run(words)
    assert (files / "result.log").read_text() == capsys.readouterr().out


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_a_place_that_cannot_be_written_is_told_first(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", "old.json", "gone.json", option, "."]) == 1
    assert "It cannot be written: Is a directory" in capsys.readouterr().err


@pytest.mark.process
@pytest.mark.usefixtures("files")
def test_another_interpreter_reads_a_side(capsys: pytest.CaptureFixture[str]) -> None:
    """A document needs none; a TARGET is read by the one of its side."""
    assert run(["compare", "old.json", "old.json", "--new-python", "/no/such"]) == 0
    shop = str(Path(__file__).parents[2] / "examples" / "shop" / "shop_api")
    words = ["compare", shop, shop, "--old-python", sys.executable]
    assert run([*words, "--new-python", "/no/such/python"]) == 1
    assert "/no/such/python cannot be run" in capsys.readouterr().err
    assert run([*words, "--new-python", sys.executable]) == 0


def test_a_route_map_moves_an_operation(files: Path) -> None:
    """What moved on purpose is compared at its new place, and does not fail."""
    moved = document(sent={"type": "string"}, path="/things", operation={"operationId": "one"})
    (files / "moved.json").write_text(json.dumps(moved), "utf-8")
    words = ["compare", "old.json", "moved.json"]
    assert run(words) == 2
    assert run([*words, "--route", "POST /items=POST /things"]) == 0
    assert run([*words, "--route", "nonsense"]) == 1


@pytest.mark.usefixtures("files")
def test_standard_input_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """It cannot be both."""
    assert run(["compare", "-", "-"]) == 1
    assert "Both documents" in capsys.readouterr().err


@pytest.mark.process
def test_a_finding_tells_which_side_declares_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A revision's file by its revision, the work tree's relative to the folder."""
    shop = Path(__file__).parents[2] / "examples" / "shop"
    shutil.copytree(shop / "shop_api", tmp_path / "shop_api")
    monkeypatch.chdir(tmp_path)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    module = tmp_path / "shop_api" / "orders.py"
    module.write_text("\n" + module.read_text().replace("    sku: str", "    sku: int"))
    assert run(["compare", "git:HEAD:shop_api", "shop_api"]) == 2
    printed = capsys.readouterr().out
    lines = module.read_text().splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.startswith("    sku: int"))
    assert f"old declared at git:HEAD:shop_api/orders.py:{line - 1}\n" in printed
    assert f"new declared at shop_api/orders.py:{line}\n" in printed


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the shop's package and a document, in a folder of it."""
    shop = Path(__file__).parents[2] / "examples" / "shop"
    folder = tmp_path / "part"
    shutil.copytree(shop / "shop_api", folder / "shop_api")
    (folder / "api.json").write_text(json.dumps(OLD))
    monkeypatch.chdir(tmp_path)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    monkeypatch.chdir(folder)
    return folder


AGAINST = {
    "the document before the target": (
        'target = "shop_api"\ndocument = "api.json"',
        [],
        "api.json",
    ),
    "the target": ('target = "shop_api"', [], "shop_api"),
    "what is named": ('document = "api.json"', ["shop_api"], "shop_api"),
}


@pytest.mark.process
@pytest.mark.parametrize("what", one_in(len(AGAINST), AGAINST))
def test_with_a_revision_the_settings_say_what_is_compared(
    committed: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, words, changed = AGAINST[what]
    (committed / "pyproject.toml").write_text(f"[tool.routeshift]\n{settings}\n")
    (committed / "api.json").write_text(json.dumps(BROKEN))
    module = committed / "shop_api" / "orders.py"
    module.write_text(module.read_text().replace("    sku: str", "    sku: int"))
    assert run(["compare", "--against", "HEAD", *words]) == 2
    printed = capsys.readouterr().out
    assert ("POST /items" in printed) is (changed == "api.json")
    assert ("POST /v1/orders" in printed) is (changed == "shop_api")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["old.json"], "two sides"),
        (["old.json", "broken.json", "--against", "HEAD"], "two sides"),
        (["--against", "HEAD"], "`target` in [tool.routeshift]"),
        (["shop.server:app", "--against", "HEAD"], "has no path"),
    ],
)
@pytest.mark.usefixtures("files")
def test_a_missing_side_is_told(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", *words]) == 1
    assert said in capsys.readouterr().err


def test_what_the_project_accepts_counts_in_its_folders_too(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["compare", "old.json", "broken.json", "--write-baseline", "pyproject.toml"]) == 0
    (files / "inside").mkdir()
    monkeypatch.chdir(files / "inside")
    assert run(["compare", "../old.json", "../broken.json"]) == 0


@pytest.mark.parametrize("format_", [one.name for one in FORMATS])
def test_values_of_fields_that_the_settings_call_secret_are_in_no_format(
    format_: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "pyproject.toml").write_text('[tool.routeshift]\nsecrets = ["customer-*"]\n')
    for name in ("Umbrella", "Initech"):
        field = {"type": "string", "default": f"{name} Inc", "examples": [f"{name} Ltd"]}
        body = {"type": "object", "properties": {"customer_name": field}}
        (files / f"{name}.json").write_text(json.dumps(document(sent=body)))
    words = ["compare", "Umbrella.json", "Initech.json", "--fail-on", "docs"]
    assert run([*words, "--format", format_]) == 2
    printed = capsys.readouterr().out
    assert "CUSTOMER" in printed
    for secret in ("Umbrella Inc", "Initech Inc", "Umbrella Ltd", "Initech Ltd"):
        assert secret not in printed
