"""The forms of a result: each one holds for its own standard, and none is longer than it may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from compare.samples import document, reference

from routeshift.compare import Comparison, Document, compare
from routeshift.compare.reporting import as_data, published_schema, report_of_comparison
from routeshift.compare.rules import RULES
from routeshift.reports import FORMATS, format_named, render
from routeshift.reports.markdown import LONGEST
from routeshift.wire.operation import Source

ITEM = {"type": "object", "properties": {"a": {"type": "string"}}, "title": "</script><b>`|"}
NEW_ITEM = {**ITEM, "properties": {"a": {"type": "integer"}}, "required": ["a"]}
OLD = document(sent=reference("Item"), got={"type": "string"}, schemas={"Item": ITEM})
NEW = document(
    sent=reference("Item"), got={"type": "string", "minLength": 1}, schemas={"Item": NEW_ITEM}
)
FILE = "shop/api.py"


def written(found: Comparison, name: str, **how: Any) -> str:
    return render(report_of_comparison(found, **how), format_named(name))


@pytest.fixture(scope="module")
def result() -> Comparison:
    """Two breaks, one compatible change, and a source."""
    new = Document(NEW, "new", sources={"POST /items": Source(Path(FILE), 12)})
    return compare(Document(OLD, "old"), new)


@pytest.fixture(scope="module")
def same() -> Comparison:
    """Nothing differs."""
    return compare(OLD, OLD)


@pytest.fixture(scope="module")
def wide() -> Comparison:
    """A break in each of 3 000 properties."""
    old = {f"p{number}": {"type": "string"} for number in range(3_000)}
    new = {name: {"type": "integer"} for name in old}
    return compare(
        document(sent={"type": "object", "properties": old}),
        document(sent={"type": "object", "properties": new}),
    )


def test_json_is_valid_for_its_published_schema(result: Comparison, same: Comparison) -> None:
    """Also when nothing differs, at every level."""
    checker = jsonschema.Draft202012Validator(published_schema())
    for level in ("wire", "sdk", "docs"):
        checker.validate(json.loads(written(result, "json", level=level)))
        checker.validate(as_data(same, level=level, strict=True))


def test_json_tells_what_fails(result: Comparison) -> None:
    """Each finding, and the whole."""
    data = as_data(result)
    assert data["preserved"] is False
    assert data["counts"]["wire"]["breaking"] == sum(one["fails"] for one in data["findings"]) == 2
    assert data["findings"][0]["sources"] == [{"side": "new", "file": FILE, "line": 12}]


def test_sarif_points_at_the_source(result: Comparison) -> None:
    """Version 2.1.0, rules by index, the line of the operation."""
    log = json.loads(written(result, "sarif"))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        place = one["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == FILE
        assert place["region"]["startLine"] == 12
    assert [one["level"] for one in run["results"]].count("error") == 2


def test_sarif_without_a_source_points_at_the_document() -> None:
    """Code scanning wants some place."""
    run = json.loads(written(compare(OLD, NEW), "sarif", new="new.json"))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "new.json"


def test_junit_counts_failures(result: Comparison, same: Comparison) -> None:
    """One case a finding, and one that passes when there is none."""
    suite = ElementTree.fromstring(written(result, "junit")).find("testsuite")
    assert suite is not None
    assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == "2"
    passing = ElementTree.fromstring(written(same, "junit")).find("testsuite")
    assert passing is not None
    assert (passing.get("tests"), passing.get("failures")) == ("1", "0")


def test_junit_is_xml_whatever_the_payload() -> None:
    """XML has no place for control characters."""
    old = document(sent={"enum": ["\x00\x08<&"]})
    found = compare(old, document(sent={"enum": ["b"]}))
    assert ElementTree.fromstring(written(found, "junit")).tag == "testsuites"


@pytest.mark.slow
def test_markdown_is_bounded(wide: Comparison) -> None:
    """3 000 breaks fit into one comment, with the rest counted."""
    text = written(wide, "markdown")
    assert len(text) <= LONGEST
    assert "more did not fit" in text


def test_markdown_cannot_be_broken_by_names(result: Comparison) -> None:
    """A title is text, not markup, and mentions nobody."""
    old = document(sent={"type": "object", "properties": {"<b>@all|`x`": {"type": "string"}}})
    new = document(sent={"type": "object", "properties": {"<b>@all|`x`": {"type": "integer"}}})
    text = written(compare(old, new), "markdown")
    assert "@all" not in text.split("\n  -")[0]
    assert "\\<b>" in text
    assert "**breaking**" in written(result, "markdown")


def test_html_holds_no_markup_of_the_document(result: Comparison) -> None:
    """Names and payloads are text in it, and nothing is loaded."""
    page = written(result, "html")
    assert "</script><b>" not in page
    assert page.count("<script>") == page.count("</script>") == 1
    for word in ("http://", "https://", "src=", "url(", "@import"):
        assert word not in page


@pytest.mark.slow
def test_what_is_too_large_to_read_is_cut_and_says_so() -> None:
    """A few values of a megabyte each, in the form that is published all the same."""
    values = [f"{number}{'x' * 1_000_000}" for number in range(4)]
    old, new = ({"type": "string", "enum": some} for some in (values, values[1:]))
    found = compare(document(sent=old, got=old), document(sent=new, got=new))
    for text in (
        written(found, "json"),
        written(found, "html"),
        written(found, "markdown"),
        written(found, "sarif"),
    ):
        assert len(text) < 2_000_000
    data = json.loads(written(found, "json"))
    jsonschema.validate(data, published_schema())
    sides = [one["old"] for one in data["findings"]]
    assert all(side.endswith("(cut: it has 4000048 characters)") for side in sides)


@pytest.mark.slow
def test_every_form_is_plain_data(wide: Comparison) -> None:
    """Every finding of every rule that the labelled shapes give can be written in every form."""
    for one in FORMATS:
        assert written(wide, one.name).endswith("\n")
    assert {one.rule for one in wide.findings} <= set(RULES)
