"""Accept entries: what they cover, when they lapse, and how a baseline is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from compare.samples import document

from routeshift.compare import Accept, apply_accepts, baseline, compare, read_accepts
from routeshift.errors import RouteshiftError

TODAY = date(2026, 1, 15)
OLD = document(sent={"type": "object", "properties": {"a": {"type": "string"}}})
NEW = document(sent={"type": "object", "properties": {"a": {"type": "integer"}}})
RULE = "request-type-narrowed"


def _fails(*entries: Accept) -> list[str]:
    return [one.rule for one in apply_accepts(compare(OLD, NEW), entries, TODAY).at("wire")]


def test_an_accepted_difference_does_not_fail() -> None:
    """By its rule alone, or with operation and place, which may have wildcards."""
    assert _fails() == [RULE]
    assert _fails(Accept(RULE, "agreed")) == []
    assert _fails(Accept(RULE, "agreed", "POST /items", "request body application/json a")) == []
    assert _fails(Accept(RULE, "agreed", "POST /*", "* a")) == []


@pytest.mark.parametrize(
    "entry",
    [
        Accept("request-values-narrowed", "another rule"),
        Accept(RULE, "another operation", "GET /items"),
        Accept(RULE, "another place", "*", "elsewhere"),
    ],
)
def test_an_entry_covers_nothing_else(entry: Accept) -> None:
    """And says that it is stale."""
    assert _fails(entry) == [RULE]
    result = apply_accepts(compare(OLD, NEW), [entry], TODAY)
    assert "accept-stale" in {one.rule for one in result.findings}


def test_an_expired_entry_counts_no_more() -> None:
    """The last day still counts; the day after, the difference fails and the entry is told."""
    assert _fails(Accept(RULE, "until then", expires=TODAY)) == []
    gone = Accept(RULE, "until then", expires=date(2026, 1, 14))
    assert _fails(gone) == [RULE]
    result = apply_accepts(compare(OLD, NEW), [gone], TODAY)
    assert "accept-expired" in {one.rule for one in result.findings}


def test_one_operation_of_several_can_be_accepted() -> None:
    """The finding is split: the other operations still fail."""
    old, new = (
        document(sent={"$ref": "#/components/schemas/A"}, schemas={"A": {"type": kind}})
        for kind in ("string", "integer")
    )
    for one in (old, new):
        one["paths"]["/more"] = one["paths"]["/items"]
    result = apply_accepts(compare(old, new), [Accept(RULE, "agreed", "POST /more")], TODAY)
    assert [one.operations for one in result.at("wire")] == [("POST /items",)]


def test_a_baseline_accepts_what_fails_now(tmp_path: Path) -> None:
    """Written, read back, and applied, nothing fails any more and nothing is stale."""
    result = compare(OLD, NEW)
    file = tmp_path / "accepts.toml"
    file.write_text(baseline(result, "wire", TODAY), "utf-8")
    again = apply_accepts(result, read_accepts(file), TODAY)
    assert again.preserved("wire")
    assert all(not one.rule.startswith("accept-") for one in again.findings)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[tool.routeshift.accept]]\nid = 'nonsense'\nreason = 'x'", "no rule"),
        ("[[tool.routeshift.accept]]\nid = ['x']\nreason = 'x'", "no rule"),
        ("[tool.routeshift]\naccept = ['x']", "not a table"),
        (f"[[tool.routeshift.accept]]\nid = '{RULE}'", "no reason"),
        (f"[[tool.routeshift.accept]]\nid = '{RULE}'\nreason = 'x'\nplac = 'y'", "'plac'"),
        (f"[[tool.routeshift.accept]]\nid = '{RULE}'\nreason = 'x'\nexpires = 'soon'", "no date"),
        ("[tool.routeshift]\naccept = 3", "not a list"),
        ("[tool", "not TOML"),
    ],
)
def test_an_incomplete_entry_is_named(tmp_path: Path, text: str, told: str) -> None:
    """With the file and the way out."""
    file = tmp_path / "pyproject.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(RouteshiftError) as caught:
        read_accepts(file)
    assert told in caught.value.message
    assert caught.value.file == file


def test_an_entry_with_an_id_of_earlier_versions_is_told_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "accepts.toml"
    lines = ("# agreed", "[[tool.routeshift.accept]]", 'id = "header-type-widened"', 'reason = "x"')
    file.write_text("\n".join(lines))
    with pytest.raises(RouteshiftError, match="'response-header-type-widened' now") as told:
        read_accepts(file)
    assert str(told.value).startswith(f"{file}:3:")


def test_an_entry_whose_id_says_less_now_is_told_where_the_rest_went() -> None:
    """It was for a property that might be missing, and is no excuse for one that was there."""
    old, new = (
        document(got={"type": "object", "properties": {name: {"type": "string"} for name in names}})
        for names in ("ab", "a")
    )
    result = compare(old, new)
    assert {one.rule for one in result.findings} == {"response-optional-property-removed"}
    entry = Accept("response-property-removed", "agreed")
    stale = apply_accepts(result, [entry], TODAY).findings[-1]
    assert "the id 'response-optional-property-removed' now" in stale.message
