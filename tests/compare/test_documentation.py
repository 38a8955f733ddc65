"""The documentation has a place for every rule, and none for a rule that is gone."""

from __future__ import annotations

import re
import runpy
from datetime import date
from pathlib import Path

import pytest

from routeshift.compare import apply_accepts, compare, read_accepts
from routeshift.compare.rules import RULES, Rule

PAGES = Path(__file__).parents[2] / "docs" / "compare"


def _anchors(page: str) -> set[str]:
    text = (PAGES / page).read_text("utf-8")
    return {*re.findall(r'<a id="([^"]+)">', text), *re.findall(r"^## ([a-z-]+)$", text, re.M)}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_has_its_place(rule: Rule) -> None:
    """The address that findings print leads somewhere."""
    assert rule.id in _anchors(f"{rule.about}.md")


def test_the_pages_are_those_that_the_table_makes() -> None:
    """`python scripts/rules.py` writes them."""
    script = runpy.run_path(str(PAGES.parents[1] / "scripts" / "rules.py"))
    for page, text in script["pages"]().items():
        assert (PAGES / f"{page}.md").read_text("utf-8") == text, page


def test_a_rule_is_complete() -> None:
    for rule in RULES.values():
        assert all((rule.sentence, rule.why, rule.example)), rule.id


def test_the_policy_answers_the_debatable_questions() -> None:
    """Each debatable labelled pair has a row."""
    text = (PAGES / "policy.md").read_text("utf-8")
    for words in ("query parameter may be `null`", "default of a parameter", "closed response"):
        assert words in text


def test_the_example_of_an_accept_entry_accepts(tmp_path: Path) -> None:
    """It reads, and fits the finding that its words describe."""
    (block,) = re.findall(
        r"^```toml\n(.*?)^```$", (PAGES / "accepting.md").read_text(), re.M | re.S
    )
    file = tmp_path / "pyproject.toml"
    file.write_text(block)
    (entry,) = read_accepts(file)
    schema = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    old, new = (_orders({**schema, "schema": {"type": "integer", **more}}) for more in LIMITS)
    result = apply_accepts(compare(old, new), [entry], date(2029, 1, 1))
    assert [found.accepted for found in result.findings] == [entry.reason]


LIMITS: tuple[dict[str, int], ...] = ({}, {"maximum": 100})


def _orders(parameter: dict[str, object]) -> dict[str, object]:
    operation = {"parameters": [parameter], "responses": {"200": {"description": "ok"}}}
    info = {"title": "shop", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": {"/v1/orders": {"get": operation}}}
