"""What comes from documents, sources and responses is data, in every format of every command."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from compare.samples import document
from fastapi import FastAPI, Response
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from routeshift.cli import run
from routeshift.cli.output import print_csv, print_json, print_markdown, print_table
from routeshift.compare import Comparison, compare
from routeshift.compare.reporting import report_of_comparison
from routeshift.printable import is_plain, json_text, line, markdown, markdown_code, yaml_text
from routeshift.reports import FORMATS, Format, render
from routeshift.verify import Settings, Verification, verify
from routeshift.verify.cases.case import Case, read_corpus, write_corpus
from routeshift.verify.reporting import report_of_verification

NASTY = (
    "esc\x1b[31mred\x1b]0;title\x07",
    "c1\x9b31m\x9d0;title\x9c",
    "bidi\u202eevil\u2066x",
    "lines\u2028of\u2029text",
    "line\n\n# Forged heading\n\nrest",
    "return\r\n## Forged heading",
    "tick` [link](https://evil.example) `",
    "ticks``` | cell | <img src=x onerror=alert(1)>",
    "|---|---|\n| cell | cell |",
    "<script>alert(1)</script>",
    "[red]rich[/red] [link=https://evil.example]x[/link]",
    "@somebody #1 https://evil.example www.evil.example",
    "&lt;b&gt;",
    "delete\x7f",
    "null\x00 half \ud800 none \uffff",
)


def _compared(name: str) -> Comparison:
    def one(kind: str) -> dict[str, object]:
        schema = {"type": "object", "properties": {name: {"type": kind}}, "required": [name]}
        return document(
            sent=schema, got=schema, path=f"/{name}", operation={"summary": kind + name}
        )

    old = one("string")
    old["paths"]["/gone" + name] = {"get": {"responses": {}}}  # type: ignore[index]
    return compare(old, one("integer"))


def _written(name: str, chosen: Format) -> str:
    return render(report_of_comparison(_compared(name), level="docs"), chosen)


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("chosen", FORMATS, ids=lambda row: row.name)
def test_no_report_holds_what_a_terminal_obeys(chosen: Format, name: str) -> None:
    """Controls, escape sequences, directions and halves of characters."""
    text = _written(name, chosen)
    # The mark that keeps a mention from being one is our own.
    assert is_plain(text.replace("@\u200b", "@"))
    text.encode("utf-8")


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_reports_stay_what_their_readers_parse(name: str) -> None:
    """XML, JSON and HTML, with nothing between tags that is a tag."""
    written = {row.name: _written(name, row) for row in FORMATS}
    ElementTree.fromstring(written["junit"])
    for form in ("json", "sarif", "gitlab"):
        json.loads(written[form])
    assert not re.search(r"<script>alert|<img|<b>", written["html"])


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_tables_of_all_commands_hold_a_cell_a_name(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`routes`, `scan`, `migrate` and `openapi` print through these."""
    for printed in (print_table, print_csv, print_markdown):
        printed(("name", "more"), [(name, "x"), ("plain", "y")])
        text = capsys.readouterr().out
        assert is_plain(text.replace("@\u200b", "@"))
        assert len(text.splitlines()) == (4 if printed is print_markdown else 3)
    print_csv(("name",), [(name,)])
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["name"], [line(name)]]
    print_json({"name": name})
    text = capsys.readouterr().out
    assert is_plain(text)
    assert json.loads(text) == {"name": name}


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_an_error_is_data_too(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever command says it, of whatever input."""
    file = tmp_path / "api.json"
    file.write_text(json.dumps({"openapi": name}), "utf-8")
    assert run(["compare", str(file), str(file)]) == 1
    assert is_plain(capsys.readouterr().err)


def _answering(value: object) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/x")
    async def x() -> Response:
        return Response(json.dumps(value), media_type="application/json")

    return app


@pytest.fixture(scope="module")
def verified() -> Verification:
    """Two sides whose answers differ in fields with all of these names."""
    old, new = (_answering(dict.fromkeys(NASTY, side + NASTY[0])) for side in ("old", "new"))
    return verify(old, new, Settings(cases=3, generate=False))


@pytest.mark.parametrize("chosen", FORMATS, ids=lambda row: row.name)
def test_no_report_on_behaviour_holds_what_a_terminal_obeys(
    chosen: Format, verified: Verification
) -> None:
    text = render(report_of_verification(verified), chosen)
    assert is_plain(text.replace("@\u200b", "@"))
    assert "Forged heading" in text


def test_a_corpus_is_plain_and_replays(tmp_path: Path) -> None:
    cases = [Case(f"GET /{name}", "GET", "/a") for name in NASTY]
    write_corpus(tmp_path / "corpus.jsonl", cases)
    assert is_plain((tmp_path / "corpus.jsonl").read_text("utf-8"))
    assert read_corpus(tmp_path / "corpus.jsonl") == cases


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_a_document_is_plain_and_means_the_same(name: str) -> None:
    """`openapi` prints these; long lines break, and stay one value."""
    value = {name: {"summary": name * 20, "list": [f"Grüße {name}"]}}
    for text in (json_text(value), json_text(value, ascii_only=True)):
        assert is_plain(text)
        assert json.loads(text) == value
    assert is_plain(yaml_text(value))
    assert yaml.safe_load(yaml_text(value)) == value


@pytest.mark.parametrize("frame", ["{}", "| a | b |\n|---|---|\n| {} | x |"], ids=["line", "cell"])
@given(text=st.text("ab 1_*`\\[]()<>!|~&#;$:./-+=", max_size=12) | st.sampled_from(NASTY))
def test_markdown_shows_text_as_it_is(frame: str, text: str) -> None:
    """A renderer of tables and of what GitHub strikes out finds nothing but text in it."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = html.unescape(parser.render(frame.format(markdown(text.strip()))))
    told = line(text.strip()).replace("@", "@\u200b")
    opening, closing = ("<td>", "</td>") if "|" in frame else ("<p>", "</p>")
    assert f"{opening}{told}{closing}" in shown or not told


def test_markdown_is_read_as_text_too() -> None:
    """What means nothing in Markdown gets no escape."""
    for text in ("shop_api/orders.py:60", "/v1/orders/{order_id}", "f(a) > 1.2 & x!", "#a; C:\\x"):
        assert markdown(text) == text


def test_text_of_ours_is_left_alone() -> None:
    """Escapes are for what is obeyed, not for what is written."""
    assert line("Grüße, 世界 ✓ \U0001f600") == "Grüße, 世界 ✓ \U0001f600"
    assert yaml_text({"a": "Grüße, 世界 ✓ \U0001f600"}) == "a: Grüße, 世界 ✓ \U0001f600\n"
    assert markdown("plain words, 1-2") == "plain words, 1-2"
    assert markdown_code("Order.items[].price") == "`Order.items[].price`"
