"""A whole repository moves: implementations, callers and tests, and nothing that looks alike."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from corpus.commands import left_behind, probe, routeshift, unit_tests
from corpus.conftest import Once, copied, ready, stack_with_tests, unit_tests_before
from corpus.packages import STACK_035

_OVERRIDE = re.compile(r'^(\S+?):\d+: error: .*"(\w+)".* \[override\]$', re.MULTILINE)


@dataclass(frozen=True)
class Moved:
    """A repository before and after `migrate --write` of all of it.

    Attributes:
        before: Its folder.
        after: The folder of the copy that was migrated.
        report: What `--json` wrote.
    """

    before: Path
    after: Path
    report: dict[str, Any]


def moved(before: Path, after: Path, target: str) -> Moved:
    """Migrate a copy of a repository as a whole."""
    report = after.with_suffix(".json")
    words = ("--write", "--hosts", "later", "--json", report)
    done = routeshift("migrate", after / target, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return Moved(before, after, json.loads(report.read_text()))


@pytest.fixture(scope="module")
def with_tests(once: Once) -> Moved:
    """llama-stack 0.2.5 with its unit tests."""

    def make(folder: Path) -> Moved:
        return moved(*(stack_with_tests(folder / side) for side in ("before", "after")), ".")

    return once("with-tests", make)


def test_its_unit_tests_say_the_same_as_before(with_tests: Moved, once: Once) -> None:
    before, after = unit_tests_before(once), unit_tests(with_tests.after)
    assert after == before
    assert Counter(before.values())["PASSED"] > 150


def test_its_unit_tests_are_as_strict_as_before(with_tests: Moved) -> None:
    for file in with_tests.before.rglob("tests/**/*.py"):
        other = with_tests.after / file.relative_to(with_tests.before)
        assert checks(other) == checks(file), file


def checks(file: Path) -> Counter[str]:
    """How often a test file asserts something, in which way, and what it leaves out."""
    nodes = list(ast.walk(ast.parse(file.read_bytes())))
    names = [n.attr for n in nodes if isinstance(n, ast.Attribute)]
    said = [n for n in names if n.startswith("assert") or n in ("raises", "skip", "xfail")]
    return Counter([*said, *("assert" for n in nodes if isinstance(n, ast.Assert))])


def test_most_of_it_moves(with_tests: Moved) -> None:
    assert with_tests.report["implementations"] > 100
    assert with_tests.report["calls"] > 60


@pytest.fixture(scope="module")
def stack(once: Once) -> Moved:
    """llama-stack 0.3.5, all of the package."""
    package = ready(STACK_035, server=True)

    def make(folder: Path) -> Moved:
        return moved(package.unpacked(), copied(package, folder), "llama_stack")

    return once("stack", make)


def test_what_could_be_imported_can_be_imported(stack: Moved) -> None:
    python = STACK_035.interpreter(server=True)
    before, after = (set(probe(python, s, "importable", "llama_stack")) for s in sides(stack))
    assert before - after == set()
    assert len(before) > 400


def sides(repository: Moved) -> tuple[Path, Path]:
    return repository.before, repository.after


def test_no_line_of_a_look_alike_changes(stack: Moved) -> None:
    """Clients, private protocols, stores, sessions and fields: those of `sites_035.csv`."""
    with Path(__file__).with_name("sites_035.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["operation"]]
    assert len(rows) > 100
    for row in rows:
        files = [(side / "llama_stack" / row["file"]).read_text() for side in sides(stack)]
        line = plain(files[0].splitlines()[int(row["line"]) - 1])
        before, after = (plain(text).count(line) for text in files)
        assert before == after, row


def plain(code: str) -> str:
    """Code without its layout, in which what is read beside a look-alike may be a request's."""
    return re.sub(r"\s|[(),]", "", code.replace("request.", ""))


def test_a_type_checker_finds_no_implementation_that_was_left_behind(
    stack: Moved, tmp_path: Path
) -> None:
    """But those of operations that stay as they are, with the reason in the report."""
    # Both sides have the same dependencies, and most modules move from the one to the other.
    before, after = (overrides(side, tmp_path / "mypy") for side in sides(stack))
    assert after.total() <= before.total()
    stays = {one["subject"].rpartition(".")[2] for one in stack.report["unmoved"]}
    files = {file for file, _ in after - before}
    new = [(file, name) for file, name in (after - before).elements() if name not in stays]
    lost = [(file, name) for file, name in (before - after).elements() if file in files]
    # Of a class with several, the words about each change with the name of its API's module.
    assert Counter(new) - Counter(lost) == Counter()


def test_who_cannot_be_called_afterwards_is_told(stack: Moved) -> None:
    """Also where no base class says what it is, so that no type checker finds it."""
    assert left_behind(stack.after / "llama_stack", stack.report) == set()


def overrides(folder: Path, cache: Path) -> Counter[tuple[str, str]]:
    """The methods that do not fit what they override, by file."""
    python = STACK_035.interpreter(server=True)
    options = ("--ignore-missing-imports", "--exclude", "meta-reference-gpu")
    command = [sys.executable, "-m", "mypy", "--python-executable", str(python), *options]
    command += ["--cache-dir", str(cache), "--package", "llama_stack"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return Counter(_OVERRIDE.findall(done.stdout))
