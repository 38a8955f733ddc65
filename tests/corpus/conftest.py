"""Real packages for tests: unpacked, and migrated as a whole."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus.commands import Migrated, migrate
from corpus.packages import PACKAGES, ROOT, STACK_025, Missing, Package, tool

# Two decorators of a provider declare routes of its API once more: that no client reaches them
# has to be said by a person.
_STRAY = Path("llama_stack/providers/inline/post_training/torchtune/post_training.py")


@pytest.fixture(scope="session", params=PACKAGES, ids=str)
def package(request: pytest.FixtureRequest) -> Package:
    """Each package, ready to be read and imported."""
    found: Package = request.param
    return ready(found)


@pytest.fixture(scope="session")
def migrated(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    """A package before and after one `migrate --write`."""
    return migrate(package, copied(package, tmp_path_factory.mktemp("migrated")))


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
