"""Generated repositories: their calls move, what looks alike stays, and they run as before.

`ROUTESHIFT_EFFORT=240 pytest tests/codemod/test_generated_repositories.py` runs many.
"""

from __future__ import annotations

import ast
import asyncio
import importlib
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from effort import examples
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, note, seed, settings

from routeshift import discover, mount
from routeshift_codemods.apply import write
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.outcome import Migration

from . import harness
from .generated_repositories.calls import Snippet
from .generated_repositories.repositories import Repository, repositories

_MARK = re.compile(r"^ *# TODO\(routeshift\): .*\n(?: *#     .*\n)*", re.MULTILINE)


# A failing repository is printed; to shrink one takes longer than to read it.
_SETTINGS = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.generated
@given(repositories())
@settings(_SETTINGS, max_examples=examples(12))
def test_a_generated_repository_moves_and_runs_as_before(repository: Repository) -> None:
    check(repository)


@pytest.mark.long
@pytest.mark.parametrize("number", range(examples(2)))
def test_many_generated_repositories_move_and_run_as_before(number: int) -> None:
    seed(number)(settings(_SETTINGS, max_examples=60)(given(repositories())(check)))()


def check(repository: Repository) -> None:
    """Migrate a repository, and hold what comes of it against what is known."""
    with tempfile.TemporaryDirectory() as folder:
        root = repository.write(Path(folder))
        note(shown(root))
        before = story(root, repository)
        plan = plan_migration(root)
        write(plan.changes)
        note(shown(root))
        check_truth(repository, plan, root)
        for file in root.rglob("*.py"):
            ast.parse(file.read_bytes())
        assert story(root, repository) == before
        again = plan_migration(root)
        assert again.changes == ()
        assert told(again) == told(plan)


def told(plan: Migration) -> set[tuple[str, str]]:
    """What stays, and why; marks move the lines."""
    return {(one.subject, one.message) for one in plan.unmoved}


def shown(root: Path) -> str:
    """The files that say something."""
    names = [path for path in sorted(root.rglob("*.py")) if path.stat().st_size]
    return "\n".join(f"== {path.relative_to(root)}\n{path.read_text()}" for path in names)


def check_truth(repository: Repository, plan: Migration, root: Path) -> None:
    """What is known to move has moved, and nothing else."""
    kept = {one.subject for one in plan.unmoved}
    names = {subject.partition(".")[2] for subject in repository.kept}
    assert kept >= repository.kept
    # What source does not tell may be a call of another API's method of that name, too.
    # And one that only a run knows the name of, of any.
    by_name = "only a run tells which method it is"
    more = [one for one in plan.unmoved if one.subject.partition(".")[2] not in names]
    more = [one for one in more if not one.message.endswith(by_name)]
    assert not more, [one.message for one in more]
    moving = {one.subject for one in repository.operations if one.has_request} - kept
    calls = sum(one.calls for one in _all(repository) if _moves(one, moving))
    functions = sum(
        repository.implemented[one.api].functions[one.name]
        for one in repository.operations
        if one.subject in moving
    )
    inherited = sum(
        repository.implemented[one.api].calls[one.name]
        for one in repository.operations
        if one.subject in moving
    )
    assert (plan.implementations, plan.calls) == (functions, calls + inherited)
    for module, snippets in repository.snippets.items():
        text = _MARK.sub("", (root / f"{module.replace('.', '/')}.py").read_text())
        for one in snippets:
            assert (one.text in text) != _moves(one, moving), f"{one.verdict}: {one.kind}"


def _all(repository: Repository) -> Iterator[Snippet]:
    for rows in repository.snippets.values():
        yield from rows


def _moves(one: Snippet, moving: set[str]) -> bool:
    return one.verdict == "move" and one.operation.subject in moving


def story(root: Path, repository: Repository) -> list[str]:
    """What the calls give, and what the implementations were called with."""
    with importable(root), warnings.catch_warnings():
        found = []
        for name, snippets in repository.snippets.items():
            module = importlib.import_module(name)
            for one in snippets:
                found.append(repr(asyncio.run(eval(one.run, vars(module)))))  # noqa: PERF401
        client = TestClient(app_of(repository), raise_server_exceptions=False)
        for request in repository.requests:
            answer = client.request(**request.words)
            found.append(f"{answer.status_code} {answer.text}")
        return [*found, *importlib.import_module("made_shop.log").HEARD]


def app_of(repository: Repository) -> FastAPI:
    """The APIs with their implementations, of whatever kind they are by now."""
    app = FastAPI()
    served = {
        name.lower(): getattr(importlib.import_module(one.module), one.name)()
        for name, one in repository.implemented.items()
    }
    mount(app, discover("made_api"), served, bridge=True)
    return app


@contextmanager
def importable(root: Path) -> Iterator[None]:
    """The repository can be imported, and is forgotten afterwards."""
    paths = [str(root), str(root.parent / "outside"), str(harness.SUPPORT)]
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path[:0] = paths
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        del sys.path[: len(paths)]
        for loaded in [n for n in sys.modules if n.startswith("made_")]:
            del sys.modules[loaded]
