"""No client can tell a package from its migrated copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from corpus.commands import Migrated, migrate, routeshift
from corpus.conftest import copied, ready
from corpus.packages import API_044, STACK_025, STACK_035, Package
from effort import examples

CASES = examples(80)
MADE = 200  # of an operation: enough for schemathesis to make its part
OPERATIONS = {API_044: 113, STACK_035: 188, STACK_025: 93}


def test_the_same_requests_get_the_same_answers(package: Package, tmp_path: Path) -> None:
    """As if there were no implementations: the stubs that answer have the Protocols' signatures.

    Without schemathesis, which takes twice as long as all the rest together.
    """
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    migrated = migrate(package, copied(package, tmp_path), implementations=nothing)
    report = verified(migrated, tmp_path, "--cases", str(CASES), "--no-generate")
    assert len(report["coverage"]["operations"]) == OPERATIONS[package]
    assert report["cases"] == CASES * OPERATIONS[package]
    assert all(one["called"] for one in report["coverage"]["operations"].values())


@pytest.fixture(scope="module")
def prompts(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    package = ready(API_044)
    return migrate(package, copied(package, tmp_path_factory.mktemp("prompts")), "prompts")


def test_requests_that_schemathesis_makes_get_the_same_answers(
    prompts: Migrated, tmp_path: Path
) -> None:
    words = ("--cases", str(MADE), "--operation", "/v1/prompts")
    report = verified(prompts, tmp_path, *words, "--save-corpus", str(tmp_path / "corpus"))
    assert report["coverage"]["schemathesis"]
    assert (tmp_path / "corpus").read_text().count('"origin": "schemathesis') > MADE


def verified(migrated: Migrated, folder: Path, *words: str) -> dict[str, Any]:
    """The report of a verification that finds nothing."""
    python = str(migrated.package.interpreter())
    file = folder / "report.json"
    pythons = ("--old-python", python, "--new-python", python)
    done = routeshift("verify", *migrated.sides(), *pythons, *words, "--report", file)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    report: dict[str, Any] = json.loads(file.read_text())
    assert report["equal"]
    return report
