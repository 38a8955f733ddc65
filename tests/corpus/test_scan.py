"""`scan` lists what real packages declare, without importing them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from corpus.commands import probe, routes
from corpus.conftest import Once, ready, scan_once
from corpus.packages import API_044, STACK_025, STACK_035, Package

DECORATORS = {API_044: 85, STACK_035: 188, STACK_025: 93}


@pytest.fixture
def scan(package: Package, once: Once) -> dict[str, Any]:
    return scan_once(package, once)


def key(operation: dict[str, Any]) -> tuple[str, str]:
    return operation["method"], operation["path"]


def test_every_decorator_is_a_legacy_operation(package: Package, scan: dict[str, Any]) -> None:
    legacy = [o for o in scan["operations"] if o["kind"] == "legacy"]
    target = package.unpacked() / package.target
    counted = probe(package.interpreter(), package.unpacked(), "decorators", str(target))
    assert len(legacy) == len(counted) == DECORATORS[package]
    declared = Counter(place.partition(":")[0] for place in counted)
    assert Counter(str(Path(o["file"]).absolute().relative_to(target)) for o in legacy) == declared


def test_every_operation_that_the_package_has_when_imported_is_listed(
    package: Package, scan: dict[str, Any]
) -> None:
    target = package.unpacked() / package.target
    imported = routes(target, package.interpreter())
    read = {(*key(o), o["kind"], o["name"], o["line"]) for o in scan["operations"]}
    listed = {(*key(o), o["kind"], o["operation"], line_of(o)) for o in imported}
    assert read == listed


def line_of(route: dict[str, Any]) -> int:
    return int(route["source"].rpartition(":")[2])


def test_what_needs_a_decision_is_named_with_file_and_line(
    package: Package, scan: dict[str, Any]
) -> None:
    told = [note for note in scan["notes"] if note["kind"] == "decision"]
    assert len(told) == {API_044: 4, STACK_035: 18, STACK_025: 4}[package]
    for note in told:
        method = note["subject"].rpartition(".")[2]
        declared = Path(note["file"]).read_text().splitlines()[note["line"] - 1]
        assert f"def {method}(" in declared, note


def test_nothing_is_left_that_cannot_be_rewritten(scan: dict[str, Any]) -> None:
    notes = [note for o in scan["operations"] for note in o["notes"]]
    assert not [note for note in notes if note["kind"] == "cannot"]


@pytest.mark.parametrize("package", [API_044], ids=str)
def test_the_package_is_never_imported(package: Package) -> None:
    target = ready(package).unpacked() / package.target
    code = (
        "import sys; from routeshift.cli import run; code = run(['scan', sys.argv[1]]);"
        "print({'llama_stack_api', 'openai', 'fastapi'} & set(sys.modules), code)"
    )
    command = [sys.executable, "-c", code, str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set() 0"
