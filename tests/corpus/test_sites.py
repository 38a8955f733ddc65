"""Whose method a call reaches, in a real repository: beside what a person read at each place.

`sites_035.csv` has a row for each place in llama-stack 0.3.5 that has the name of an operation.
`receiver` says whether source declares what is called, or only a run tells it; `operation` is
what it runs, nothing for a look-alike; `reason` says why.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from corpus.conftest import copied, ready
from corpus.packages import STACK_035

from routeshift_codemods.index import Index, Surroundings, run_on
from routeshift_codemods.resolve import Sites, operated, take_inventory

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
def decided(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter[Place], Counter[object]]:
    """The places that are found, and those that are decided to run an operation."""
    folder = copied(ready(STACK_035), tmp_path_factory.mktemp("sites")) / "llama_stack"

    def read(index: Index) -> tuple[Counter[Place], Counter[object]]:
        surroundings = Surroundings(index, (folder,), tests=True)
        places: Counter[Place] = Counter()
        runs: Counter[object] = Counter()
        for site in Sites(surroundings, operated(surroundings, take_inventory(index).legacy)).all():
            file = site.module.path.relative_to(folder).as_posix()
            place = (file, site.node.end_lineno or 0, site.name)
            places[place] += 1
            if site.is_moved:
                runs[place, site.operations[0].method.subject] += 1
        return places, runs

    return run_on(folder, read)


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
