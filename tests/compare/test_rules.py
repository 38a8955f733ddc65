"""The table of rules and the code agree: on ids, on levels, on verdicts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from compare.samples import CASES, document

from routeshift import compare as package
from routeshift.compare import Verdict, compare
from routeshift.compare.rules import CHANGES, FAMILIES, NARROWED, RENAMED, RULES

PAIRS: list[dict[str, Any]] = json.loads((CASES / "manifest.json").read_text("utf-8"))
SOURCES = Path(package.__file__).parent
# Put together from two words: `operation` or `webhook` and what became of it; what a body's two
# sides have in common; an accept entry's.
STEMS = re.compile(r"(operation|webhook|(request|response)-media-type)-(removed|added)")


def _words() -> set[str]:
    """Every text of the code that finds, without the table."""
    files = [path for path in SOURCES.rglob("*.py") if "rules" not in path.parts]
    return {word for path in files for word in re.findall(r"[a-z]+(?:-[a-z]+)+", path.read_text())}


def test_every_rule_is_found_by_some_code() -> None:
    words = _words()
    stems = {change.id for change in CHANGES if _is_named(change.id, words)}
    for rule in RULES.values():
        if rule.about == "schemas":
            assert any(rule.id == f"{family}-{stem}" for family in FAMILIES for stem in stems)
        else:
            assert rule.id in words or STEMS.fullmatch(rule.id), rule.id


def _is_named(change: str, words: set[str]) -> bool:
    return change in words or change.endswith(("-narrowed", "-widened")) or change == "respelled"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_a_finding_is_what_its_row_says(pair: dict[str, Any]) -> None:
    """A break in a schema is undecided where no payload shows it."""
    old, new = (json.loads((CASES / pair[side]).read_text()) for side in ("base", "revision"))
    for found in (*compare(old, new).findings, *compare(new, old).findings):
        rule = RULES[found.rule]
        verdict = rule.at(found.direction)
        assert found.level is rule.level
        undecided = found.verdict is Verdict.UNDECIDED and verdict is Verdict.BREAKING
        assert found.verdict is verdict or undecided


def test_ids_of_earlier_versions_lead_to_rules() -> None:
    assert not RENAMED.keys() & RULES.keys()
    assert set(RENAMED.values()) <= RULES.keys()
    assert {new for ids in NARROWED.values() for new in ids} <= RULES.keys()


def _object(*required: str, **properties: str) -> dict[str, Any]:
    """One that declares something: else it is a free one, in which anything is declared."""
    declared = {name: {"type": kind} for name, kind in {"id": "string", **properties}.items()}
    return {"type": "object", "properties": declared, "required": list(required)}


@pytest.mark.parametrize(
    ("old", "new", "rule", "verdict"),
    [
        (_object("a", a="string"), _object(), "property-removed", Verdict.BREAKING),
        (_object(a="string"), _object(), "optional-property-removed", Verdict.COMPATIBLE),
        (_object("a", a="string"), _object(a="string"), "property-optional", Verdict.BREAKING),
        (_object(a="string"), _object("a", a="string"), "property-required", Verdict.COMPATIBLE),
        (_object(), _object(a="string"), "property-added", Verdict.COMPATIBLE),
        (
            _object() | {"additionalProperties": False},
            _object(a="string") | {"additionalProperties": False},
            "property-added-to-closed-object",
            Verdict.BREAKING,
        ),
    ],
)
def test_the_id_says_what_happened_to_a_property_of_a_response(
    old: dict[str, Any], new: dict[str, Any], rule: str, verdict: Verdict
) -> None:
    found = compare(document(got=old), document(got=new)).findings
    assert [(one.rule, one.verdict) for one in found] == [(f"response-{rule}", verdict)]


def test_the_id_says_what_happened_to_a_property_of_a_request() -> None:
    old, new = (document(sent=one) for one in (_object(), _object("a", a="string")))
    assert [one.rule for one in compare(old, new).findings] == ["request-required-property-added"]


def _with_query(**fields: Any) -> dict[str, Any]:
    found = document()
    parameter = {"name": "q", "in": "query", "schema": {"type": "string"}, **fields}
    for item in found["paths"].values():
        for operation in item.values():
            operation["parameters"] = [parameter]
    return found


@pytest.mark.parametrize(
    ("field", "rule"),
    [("allowEmptyValue", "parameter-empty-value"), ("allowReserved", "parameter-reserved")],
)
def test_what_a_query_parameter_may_have_is_lost_to_clients_and_got_by_them(
    field: str, rule: str
) -> None:
    plain, allowing = _with_query(**{field: False}), _with_query(**{field: True})
    (lost,) = compare(allowing, plain).findings
    (got,) = compare(plain, allowing).findings
    assert (lost.rule, lost.verdict) == (f"{rule}-refused", Verdict.BREAKING)
    assert (got.rule, got.verdict) == (f"{rule}-allowed", Verdict.COMPATIBLE)


def test_what_a_parameter_elsewhere_may_have_means_nothing() -> None:
    old, new = (_with_query(**{"in": "header"}, allowReserved=one) for one in (True, False))
    assert not compare(old, new).findings
