"""Real packages for tests: unpacked, and migrated as a whole."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from corpus.commands import Migrated, migrate, routeshift, unit_tests
from corpus.packages import PACKAGES, ROOT, STACK_025, Missing, Package, made_once, tool

# Two decorators of a provider declare routes of its API once more: that no client reaches them
# has to be said by a person.
_STRAY = Path("llama_stack/providers/inline/post_training/torchtune/post_training.py")


T = TypeVar("T")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these start processes."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.process)


class Once(Protocol):
    """Gives a value that one process of a run makes, for all of them."""

    def __call__(self, name: str, make: Callable[[Path], T]) -> T: ...


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What several tests read and none changes is made once in a run, and not by each process.

    It is made in a folder of its own, named after it; the others wait for it.
    """
    own = tmp_path_factory.getbasetemp()
    run = own.parent if hasattr(request.config, "workerinput") else own

    def made(name: str, make: Callable[[Path], T]) -> T:
        folder = run / "once" / name
        kept = folder / "value.pickle"
        with made_once(folder) as making:
            if making:
                kept.write_bytes(pickle.dumps(make(folder)))
        found: T = pickle.loads(kept.read_bytes())
        return found

    return made


@pytest.fixture(scope="session", params=PACKAGES, ids=str)
def package(request: pytest.FixtureRequest) -> Package:
    """Each package, ready to be read and imported."""
    found: Package = request.param
    return ready(found)


@pytest.fixture(scope="session")
def migrated(package: Package, once: Once) -> Migrated:
    """A package before and after one `migrate --write`."""
    return migrated_once(package, once)


def migrated_once(package: Package, once: Once) -> Migrated:
    """A package before and after one `migrate --write`, for tests that change neither."""
    return once(f"migrated-{package}", lambda folder: migrate(package, copied(package, folder)))


def ready(
    package: Package, *, oldest: bool = False, server: bool = False, tests: bool = False
) -> Package:
    """The package, when it can be had; where tests may not be left out, they fail instead."""
    try:
        package.unpacked()
        package.interpreter(oldest=oldest, server=server, tests=tests)
    except Missing as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    return package


def copied(package: Package, folder: Path) -> Path:
    """A copy of an unpacked package, as a folder that may be written to."""
    copy = folder / "copy"
    shutil.copytree(package.unpacked(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def program(lock: str, name: str) -> Path:
    """A tool, when it can be had; where tests may not be left out, they fail instead."""
    return had(lambda: tool(lock, name))


def had(make: Callable[[], Path]) -> Path:
    """What can be had here; where tests may not be left out, they fail instead."""
    try:
        return make()
    except Missing as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation site, built as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    command = [str(program("docs", "mkdocs")), "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


def scan_once(package: Package, once: Once) -> dict[str, Any]:
    """What `scan --json` says of a package."""

    def make(_: Path) -> dict[str, Any]:
        done = routeshift("scan", package.unpacked() / package.target, "--json")
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return once(f"scan-{package}", make)


def unit_tests_before(once: Once) -> dict[str, str]:
    """What becomes of each unit test of llama-stack 0.2.5, as it was released."""
    return once("unit-tests", lambda folder: unit_tests(stack_with_tests(folder / "stack")))


def stack_with_tests(folder: Path) -> Path:
    """A copy of llama-stack 0.2.5 with its unit tests, and what these need."""
    ready(STACK_025, tests=True)
    try:
        sources = STACK_025.sources()
    except Missing as error:
        pytest.skip(str(error))
    shutil.copytree(sources, folder)
    lines = (folder / _STRAY).read_text().splitlines(keepends=True)
    (folder / _STRAY).write_text("".join(one for one in lines if "webmethod" not in one))
    return folder
