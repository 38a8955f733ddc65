"""What each format promises to its reader."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from reports.made import finding, report

from routeshift.cli import run
from routeshift.reports import (
    Lines,
    Report,
    Reported,
    Severity,
    SourceLocation,
    format_named,
    render,
    styled_lines,
)

ONE = finding("a", locations=(SourceLocation(Path("shop/a.py"), 7, "new"),))
NOTE = finding("b", Severity.NOTE, parts=(), accepted="")
WAIVED = finding("c", Severity.NOTE, accepted="announced")


def written(name: str, *findings: Reported) -> str:
    return render(report("x", findings), format_named(name))


def results(text: str) -> dict[str, Any]:
    run_: dict[str, Any] = json.loads(text)["runs"][0]
    return run_


def test_an_annotation_has_file_line_and_title() -> None:
    first = written("github", ONE).splitlines()[0]
    assert first.startswith("::error file=shop/a.py,line=7,title=breaking%3A made-up::A: `a` is")


def test_only_what_fails_is_an_error_annotation() -> None:
    lines = written("github", ONE, NOTE).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::notice", "::error"]


def test_code_quality_says_where_how_bad_and_which() -> None:
    (issue,) = json.loads(written("gitlab", ONE))
    assert issue["location"] == {"path": "shop/a.py", "lines": {"begin": 7}}
    assert (issue["severity"], issue["check_name"]) == ("critical", "made-up")


def test_a_fingerprint_stays_when_lines_move_and_no_two_are_alike() -> None:
    moved = finding("a", locations=(SourceLocation(Path("shop/a.py"), 70, "new"),))
    marks = [one["fingerprint"] for one in json.loads(written("gitlab", ONE, ONE, NOTE))]
    assert len(set(marks)) == 3
    assert json.loads(written("gitlab", moved))[0]["fingerprint"] == marks[0]


def test_what_is_accepted_is_no_issue_and_is_suppressed() -> None:
    assert json.loads(written("gitlab", WAIVED)) == []
    (one,) = results(written("sarif", WAIVED))["results"]
    assert one["suppressions"] == [{"kind": "external", "justification": "announced"}]


def test_junit_counts_what_fails_what_is_skipped_and_what_is_fine() -> None:
    text = written("junit", ONE, NOTE, WAIVED)
    assert 'tests="4" failures="1" skipped="1" errors="0"' in text


def test_alike_notes_are_told_once_on_a_terminal() -> None:
    alike = [finding(name, Severity.NOTE, kin="k", operations=()) for name in ("a", "b")]
    lines = written("rich", *alike).splitlines()
    at = lines.index("breaking wire, 2 alike: ... is gone.")
    assert lines[at + 1 : at + 3] == ["  shop/a.py:3: a: `a`", "  shop/b.py:3: b: `b`"]


def test_parts_of_several_rows_stand_apart_on_a_terminal_alone() -> None:
    made = report("x", (NOTE,))
    found = replace(made, before=(), after=(Lines("", ["1", "2"]), Lines("", ["3"])), summary="4")
    rows = [text for text, _ in styled_lines(found, format_named("rich"), 80)]
    assert rows[-6:] == ["", "1", "2", "", "3", "4"]
    assert render(found, format_named("rich")).splitlines()[-4:] == ["1", "2", "3", "4"]


LEGACY = """from typing import Protocol
from legacy_decorator import webmethod


class Orders(Protocol):
    @webmethod(route="/orders", method="PUT", level="v1")
    async def add_order(self, name: str) -> str: ...
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "orders.py").write_text(LEGACY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", ["scan", "migrate"])
def test_sarif_of_the_codemod_has_place_and_full_texts(
    command: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`helpUri` is a page that ships with the package."""
    assert run([command, "shop", "--format", "sarif"]) == 0
    found = results(capsys.readouterr().out)
    (one,) = found["results"]
    place = one["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "shop/orders.py"
    assert place["region"]["startLine"] == 7
    rule = found["tool"]["driver"]["rules"][one["ruleIndex"]]
    assert rule["id"] == one["ruleId"] == "method-undecided"
    assert "rule R4" in rule["fullDescription"]["text"]
    assert "routeshift explain method-undecided" in rule["help"]["markdown"]
    assert Path(unquote(urlsplit(rule["helpUri"]).path)).is_file()


def test_every_rule_that_a_command_names_can_be_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from routeshift.verify.reporting import ASPECTS
    from routeshift_codemods.reporting import RULES

    for rule in (*RULES, *(one.id for one in ASPECTS.values())):
        assert run(["explain", rule]) == 0
        assert rule in capsys.readouterr().out


def test_verify_has_a_rule_for_each_aspect_that_it_compares() -> None:
    from routeshift.verify.findings.ignoring import ASPECTS as COMPARED
    from routeshift.verify.reporting import ASPECTS

    assert set(ASPECTS) == set(COMPARED)


def test_a_report_of_nothing_is_a_report_in_every_format() -> None:
    from routeshift.reports import FORMATS

    nothing = Report("routeshift made-up", "Nothing", passed=True, summary="", findings=(), data={})
    for row in FORMATS:
        assert render(nothing, row).endswith("\n") or row.name == "rich"


@pytest.mark.process
def test_only_the_format_that_is_asked_for_is_imported() -> None:
    code = "import sys, routeshift.reports as r; print([m for m in sys.modules if 'reports.' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "page" not in done.stdout
