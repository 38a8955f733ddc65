"""Cases are kept as lines that replay, and told as curl lines that repeat them."""

from __future__ import annotations

import json
import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeshift.errors import RouteshiftError
from routeshift.stubs import ERROR_ROWS, Wish, parse_wish, wish_text
from routeshift.verify.cases.case import Case, case_from_json, read_corpus, write_corpus
from routeshift.verify.cases.curl_lines import curl

wishes = st.builds(
    Wish,
    st.sampled_from([None, *ERROR_ROWS]),
    st.none() | st.integers(0, 5),
    st.sampled_from([None, "none", "dict", "extra"]),
)
cases = st.builds(
    Case,
    st.just("POST /v1/x"),
    st.sampled_from(["GET", "POST", "HEAD"]),
    st.just("/v1/x?a=%20"),
    st.lists(st.tuples(st.just("x-a"), st.text("ab")), max_size=2).map(tuple),
    st.none() | st.binary() | st.text().map(str.encode),
    st.text(),
    st.none() | wishes,
    st.none() | st.integers(1, 3),
)


@settings(deadline=None)
@given(cases)
def test_a_case_survives_json(case: Case) -> None:
    assert case_from_json(case.to_json()) == case


@settings(deadline=None)
@given(wishes)
def test_a_wish_survives_its_header(wish: Wish) -> None:
    assert (parse_wish(wish_text(wish)) if wish_text(wish) else Wish()) == wish


def test_a_header_that_is_no_wish_is_none() -> None:
    for text in ("error=unknown", "a=b", "after=x", "after=²", f"answer={'9' * 5000}"):
        assert parse_wish(text) is None


def test_a_corpus_survives_its_file(tmp_path: Path) -> None:
    kept = [
        Case("GET /a", "GET", "/a", body=b"\x00\xff"),
        Case("GET /a", "GET", "/a", body="é\u2028".encode(), origin="é\u2028"),
    ]
    write_corpus(tmp_path / "c.jsonl", kept)
    assert read_corpus(tmp_path / "c.jsonl") == kept


WHOLE = {"operation": "GET /a", "method": "GET", "target": "/a"}
DAMAGED = (
    {"target": 5},
    {"target": "http://h/a"},
    {"target": "/a b"},
    {"operation": None},
    {"method": "GE T"},
    {"origin": 5},
    {"headers": [["a"]]},
    {"headers": [["a", 5]]},
    {"headers": [["a", "\u2713"]]},
    {"headers": [["a\nb", "c"]]},
    {"wish": {"error": "unknown"}},
    {"wish": {"after": "x"}},
    {"leave_after": "x"},
    {"base64": "###"},
    {"body": "\ud800"},
)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"operation": "x"}', *(json.dumps({**WHOLE, **part}) for part in DAMAGED)],
)
def test_a_line_that_is_no_case_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "c.jsonl"
    write_corpus(file, [Case("GET /a", "GET", "/a")])
    file.write_text(file.read_text() + text + "\n")
    with pytest.raises(RouteshiftError) as raised:
        read_corpus(file)
    assert (raised.value.file, raised.value.line) == (file, 2)
    # In words of the corpus, and not of the code that reads it.
    assert "attribute" not in raised.value.message
    assert "column" not in raised.value.message


def test_a_corpus_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RouteshiftError, match="cannot be read"):
        read_corpus(tmp_path / "none.jsonl")


@settings(deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1))
def test_curl_sends_the_same_body_through_a_shell(body: str) -> None:
    words = shlex.split(curl(Case("POST /", "POST", "/", body=body.encode()), "http://h"))
    assert words[-1] == body
    assert words[-2] == ("--data-raw" if body.startswith("@") else "--data-binary")


@pytest.mark.process
@pytest.mark.parametrize("body", [b"\x00\xff", b"\x1b[2J", "a\u202eb".encode(), b"x" * 150_000])
def test_curl_pipes_what_is_no_text_to_show_or_too_long_for_an_argument(body: bytes) -> None:
    line = curl(Case("POST /", "POST", "/", body=body), "http://h")
    piped, _, _ = line.partition("| curl")
    done = subprocess.run(["bash", "-s"], input=f"{piped} | cat".encode(), capture_output=True)
    assert done.stdout == body


def test_curl_names_no_content_type_that_the_case_does_not_name() -> None:
    case = Case("POST /x", "POST", "/x", body=b"{}")
    assert "-H content-type: " in curl(case, "http://x")
    assert "-H" not in curl(replace(case, body=None), "http://x")


def test_curl_asks_a_served_stub_for_the_same_error() -> None:
    line = curl(Case("GET /", "GET", "/", wish=Wish(error="value")), "http://h")
    assert "'x-routeshift-wish: error=value'" in line
