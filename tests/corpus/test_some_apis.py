"""Some APIs of a real package migrate, and the rest is served beside them as it was."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from corpus.commands import Migrated, document, migrate, probe, routes, routeshift, serving
from corpus.conftest import copied, ready
from corpus.packages import API_044, STACK_035

SCORING = {"scoring", "scoring_functions"}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    """A package with legacy APIs, routers of its own, and two fresh ones."""
    package = ready(API_044)
    return migrate(package, copied(package, tmp_path_factory.mktemp("mixed")), *SCORING)


def test_the_copy_is_imported_by_its_own_python(mixed: Migrated) -> None:
    root = mixed.after.parent
    found = probe(mixed.package.interpreter(), root, "names", "llama_stack_api")
    assert {"llama_stack_api.scoring.api", "llama_stack_api.scoring_functions.api"} <= found.keys()


def test_no_other_file_is_touched_but_the_exports(mixed: Migrated) -> None:
    differences = filecmp.dircmp(mixed.before, mixed.after, ignore=["__pycache__"])
    assert set(differences.left_only) == {"scoring.py", "scoring_functions.py"}
    assert set(differences.right_only) == {*SCORING, "router_contract.py"}
    assert set(differences.diff_files) <= {"__init__.py"}


def test_the_document_is_the_same_at_every_level(mixed: Migrated, tmp_path: Path) -> None:
    python = mixed.package.interpreter()
    before, after = (
        document(target, python, tmp_path / name)
        for target, name in ((mixed.before, "before.json"), (mixed.after, "after.json"))
    )
    done = routeshift("compare", before, after, "--fail-on", "docs", "--strict")
    assert done.returncode == 0, done.stdout


def test_routes_lists_each_operation_as_what_it_is(mixed: Migrated) -> None:
    python = mixed.package.interpreter()
    before = {(r["method"], r["path"]): r for r in routes(mixed.before, python)}
    after = {(r["method"], r["path"]): r for r in routes(mixed.after, python)}
    assert before.keys() == after.keys()
    for key, route in after.items():
        moved = route["api"] in SCORING
        assert route["kind"] == ("router" if moved else before[key]["kind"]), key
        same = ("api", "operation", "level", "deprecated", "public", "scope")
        assert [route[field] for field in same] == [before[key][field] for field in same]


@pytest.fixture(scope="module")
def url(mixed: Migrated) -> Iterator[str]:
    with serving(mixed.after, mixed.package.interpreter()) as base:
        yield base


@pytest.mark.parametrize(
    "path", ["/v1/shields", "/v1/batches", "/v1/scoring-functions", "/v1/scoring-functions/a/b"]
)
def test_operations_of_all_kinds_answer(url: str, path: str) -> None:
    """A legacy one, one that the package had migrated itself, and fresh ones."""
    response = httpx.get(f"{url}{path}")
    assert response.status_code == 200, response.text
    assert isinstance(response.json(), dict)


def test_a_fresh_operation_keeps_the_legacy_envelope_of_errors(url: str) -> None:
    response = httpx.post(f"{url}/v1/scoring/score", json={})
    assert response.status_code == 400
    missing = {error["loc"][-1] for error in response.json()["error"]["detail"]["errors"]}
    assert missing == {"input_rows", "scoring_functions"}


def test_a_second_run_changes_nothing(mixed: Migrated) -> None:
    words = ("--api", "scoring", "--api", "scoring_functions")
    done = routeshift("migrate", mixed.after, *words, "--check")
    assert done.returncode == 0, done.stdout
    assert "Nothing to change" in done.stdout


def test_batches_takes_requests_for_what_is_no_path_parameter(tmp_path: Path) -> None:
    package = ready(STACK_035)
    migrated = migrate(package, copied(package, tmp_path), "batches")
    root = migrated.after.parent.parent
    signatures = probe(
        package.interpreter(), root, "signatures", "llama_stack.apis.batches", "Batches"
    )
    models = "llama_stack.apis.batches.models"
    assert signatures == {
        "create_batch": {"request": f"{models}.CreateBatchRequest"},
        "list_batches": {"request": f"{models}.ListBatchesRequest"},
        "retrieve_batch": {"batch_id": "str"},
        "cancel_batch": {"batch_id": "str"},
    }
