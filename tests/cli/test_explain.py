"""`routeshift explain`: each rule has its text, and what is no rule is one sentence."""

from __future__ import annotations

import pytest

from routeshift.cli import run
from routeshift.cli.commands.explain import explain
from routeshift.compare.rules import RENAMED, RULES
from routeshift.texts import explained


def test_every_rule_has_a_text_and_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for rule in (*RULES, *explained()):
        assert explain(rule) == 0
        shown = capsys.readouterr().out
        assert rule in shown
        assert "For example: " in shown


def test_every_letter_is_there() -> None:
    assert {name[0] for name in explained()} == set("RPSDT")


def test_a_finding_is_explained_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "response-property-removed"]) == 0
    shown = capsys.readouterr().out
    assert "breaking" in shown
    assert "For example" in shown


def test_without_a_rule_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Usage: routeshift explain RULE\n")
    assert {*RULES, *explained()} <= {row.split()[0] for row in shown.splitlines() if row}


def test_an_unknown_rule_is_one_sentence_with_what_is_near(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["explain", "response-propery-removed"]) == 1
    told = capsys.readouterr().err.strip()
    assert "response-property-removed" in told
    assert "\n" not in told


def test_a_rule_of_another_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    old, new = next(iter(RENAMED.items()))
    assert run(["explain", old]) == 1
    assert new in capsys.readouterr().err
