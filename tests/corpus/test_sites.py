"""Whose method a call reaches, in a real repository: beside what a person read at each place.

`sites_035.csv` has a row for each place in llama-stack 0.3.5 that has the name of an operation.
`receiver` says whether source declares what is called, or only a run tells it; `operation` is
what it runs, nothing for a look-alike; `reason` says why.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from corpus.conftest import copied, program, ready
from corpus.packages import STACK_035

from routeshift_codemods.index import Index, Surroundings, run_on
from routeshift_codemods.resolve import SecondOpinion, Site, Sites, operated, take_inventory

Place = tuple[str, int, str]
# What is known of a receiver without running anything, at the least.
AT_RUN_TIME = 0.8


@pytest.fixture(scope="module")
def labels() -> dict[str, Counter[tuple[Place, str]]]:
    """The places, with what they run, by how the receiver is known."""
    with Path(__file__).with_name("sites_035.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, Counter[tuple[Place, str]]] = {}
    for row in rows:
        place = (row["file"], int(row["line"]), row["name"])
        found.setdefault(row["receiver"], Counter())[place, row["operation"]] += 1
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package."""
    return copied(ready(STACK_035), tmp_path_factory.mktemp("sites")) / "llama_stack"


def found(folder: Path, opinion: SecondOpinion | None = None) -> list[tuple[Place, str, str]]:
    """The places that are found, each with its verdict, and with the operation that it runs."""

    def read(index: Index) -> list[tuple[Place, str, str]]:
        around = Surroundings(index, (folder,), tests=True)
        every = operated(around, take_inventory(index).legacy)
        return [row(site) for site in Sites(around, every, opinion=opinion).all()]

    def row(site: Site) -> tuple[Place, str, str]:
        file = site.module.path.relative_to(folder).as_posix()
        runs = site.operations[0].method.subject if site.is_moved else ""
        return (file, site.node.end_lineno or 0, site.name), site.verdict, runs

    return run_on(folder, read)


@pytest.fixture(scope="module")
def decided(folder: Path) -> tuple[Counter[Place], Counter[object]]:
    """The places that are found, and those that are decided to run an operation."""
    rows = found(folder)
    return Counter(row[0] for row in rows), Counter((row[0], row[2]) for row in rows if row[2])


def test_each_place_has_been_read(labels, decided) -> None:  # type: ignore[no-untyped-def]
    read = Counter(place for rows in labels.values() for place, _ in rows.elements())
    assert decided[0] == read
    assert sum(read.values()) > 150


def test_no_look_alike_is_taken_for_an_operation(labels, decided) -> None:  # type: ignore[no-untyped-def]
    """Clients of other packages, private protocols, stores and sessions have the same names."""
    runs = sum((rows for rows in labels.values()), Counter())
    assert decided[1] - runs == Counter()


def test_every_receiver_that_source_declares_is_known(labels, decided) -> None:  # type: ignore[no-untyped-def]
    runs = Counter({row: n for row, n in labels["declared"].items() if row[1]})
    assert runs - decided[1] == Counter()


def test_most_receivers_that_only_a_run_tells_are_known(labels, decided) -> None:  # type: ignore[no-untyped-def]
    runs = Counter({row: n for row, n in labels["run time"].items() if row[1]})
    known = runs & decided[1]
    assert sum(known.values()) >= AT_RUN_TIME * sum(runs.values())


# How many of those that stay unknown a type checker decides. Most others are `Any` to it, too.
TOLD = {"ty": 3, "pyrefly": 0}


@pytest.mark.parametrize("checker", TOLD)
def test_what_a_type_checker_decides_it_decides_rightly(  # type: ignore[no-untyped-def]
    labels, folder: Path, monkeypatch: pytest.MonkeyPatch, checker: str
) -> None:
    path = str(program("type-checkers", checker).parent)
    monkeypatch.setenv("PATH", os.pathsep.join([path, os.environ["PATH"]]))
    opinion = SecondOpinion(checker)
    told = set(found(folder, opinion)) - set(found(folder))
    assert opinion.failure == ""
    assert len(told) == len(opinion.decided) >= TOLD[checker]
    read = {row for rows in labels.values() for row in rows}
    assert {(place, runs) for place, _, runs in told} <= read
