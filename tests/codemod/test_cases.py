"""Each shape is a folder `cases/<name>/{before,after}`; one harness checks all of them.

Run with ROUTESHIFT_UPDATE=1 to write the `after` folders anew, then read the diff.
"""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from routeshift.compare import compare
from routeshift_codemods.apply.writing import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration

from . import harness

# The shared helpers are the compat layer's own text; test_contract.py is about them.
CONTRACT = "router_contract.py"
NAMES = sorted(path.name for path in harness.CASES.iterdir() if (path / "before").is_dir())


Outputs = Callable[[Path], tuple[Path, Migration]]


# Of a module: so the tests of one case stand together, and are run by one process.
@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest) -> Path:
    """The folder of one case."""
    return harness.CASES / request.param


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """What becomes of a case's package, and the report: made once for all tests of it."""

    @functools.cache
    def made(case: Path) -> tuple[Path, Migration]:
        folder = tmp_path_factory.mktemp(case.name) / "project"
        shutil.copytree(case / "before", folder, ignore=shutil.ignore_patterns("__pycache__"))
        plan = plan_migration(folder)
        write(plan.changes)
        return folder, plan

    return made


@pytest.fixture
def migrated(case: Path, outputs: Outputs, tmp_path: Path) -> Path:
    """A copy of the case's package, migrated."""
    folder = tmp_path / "project"
    shutil.copytree(outputs(case)[0], folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_output_is_as_expected(case: Path, migrated: Path) -> None:
    if os.environ.get("ROUTESHIFT_UPDATE"):
        shutil.rmtree(case / "after", ignore_errors=True)
        unwanted = shutil.ignore_patterns("__pycache__", CONTRACT)
        shutil.copytree(migrated, case / "after", ignore=unwanted)
    found = harness.files(migrated)
    helpers = [name for name in found if name.endswith(CONTRACT)]
    assert len(helpers) == 1
    del found[helpers[0]]
    assert found == harness.files(case / "after")


@pytest.mark.slow
def test_a_second_run_changes_nothing(migrated: Path) -> None:
    assert plan_migration(migrated).changes == ()


def test_every_name_is_importable_from_where_it_was_or_stands_in_the_report(
    case: Path, migrated: Path, outputs: Outputs
) -> None:
    before, after = harness.names(case / "before"), harness.names(migrated)
    lost = {(m, name) for m, own in before.items() for name in own - after[m]}
    told = {name for _, name in harness.dropped(outputs(case)[1])}
    # Who imports the module by a star loses them, too.
    assert {name for _, name in lost} <= told


@pytest.mark.long
def test_every_name_is_importable_where_the_facade_keeps_all(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(case / "before", folder, ignore=shutil.ignore_patterns("__pycache__"))
    write(plan_migration(folder, facade="all").changes)
    for look in (harness.names, harness.stars):
        before, after = look(case / "before"), look(folder)
        assert not {(m, name) for m, own in before.items() for name in own - after[m]}


def test_a_star_import_gives_what_it_gave_and_the_request_models(
    case: Path, migrated: Path, outputs: Outputs
) -> None:
    _, plan = outputs(case)
    requests = {name for api in plan.apis for name in api.requests}
    before, after = harness.stars(case / "before"), harness.stars(migrated)
    lost = {(m, name) for m, own in before.items() for name in own - after[m]}
    assert {name for _, name in lost} <= {name for _, name in harness.dropped(plan)}
    new = {name for m, own in before.items() for name in after[m] - own}
    assert new <= requests


@pytest.mark.slow
def test_no_client_sees_a_difference(case: Path, migrated: Path) -> None:
    result = compare(harness.documented(case / "before"), harness.documented(migrated))
    assert result.preserved("docs", strict=True), result


def test_the_migrated_code_imports_nothing_of_routeshift(migrated: Path) -> None:
    assert not [name for name, text in harness.files(migrated).items() if b"routeshift_" in text]
    assert not [n for n, t in harness.files(migrated).items() if b"import routeshift" in t]
