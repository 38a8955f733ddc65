"""Real providers follow real APIs: they are rewritten, fit, are imported, and settle at once.

What they need besides of the API is not installed: stand-ins take its place as they are imported.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from corpus.commands import routeshift
from corpus.conftest import Once, copied, migrated_once, ready
from corpus.packages import (
    API_044,
    API_051,
    LMEVAL_031,
    LMEVAL_042,
    RAGAS_043,
    RAGAS_054,
    ROOT,
    STACK_035,
    Missing,
    Package,
)

STAND_INS = Path(__file__).with_name("stand_ins.py")
MISSING = (
    "ragas",
    "kfp",
    "kubernetes",
    "pandas",
    "datasets",
    "langchain_core",
    "llama_stack_client",
    "rich",
    "boto3",
    "requests",
    "dotenv",
    "yaml",
    "s3fs",
)


@dataclass(frozen=True)
class Upstream:
    """The package of an API by now.

    Attributes:
        folder: What stands on `sys.path`.
        package: The package.
        option: How a provider is told of it.
        older: What stood there before.
    """

    folder: Path
    package: Path
    option: tuple[str, str]
    older: Path


def unpacked(package: Package) -> Path:
    """A package without an environment, when it can be had."""
    try:
        return package.unpacked()
    except Missing as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def migrated(once: Once) -> Upstream:
    """The stack that `migrate` moved."""
    package = migrated_once(ready(STACK_035), once).after.parent
    return Upstream(package.parent, package, ("--against", str(package)), STACK_035.unpacked())


@pytest.fixture(scope="module")
def by_hand() -> Upstream:
    """The release whose routers were made by hand."""
    folder = unpacked(API_051)
    package = folder / API_051.target
    like = f"{unpacked(API_044) / API_044.target}..{package}"
    return Upstream(folder, package, ("--like", like), unpacked(API_044))


PROVIDERS = [
    (RAGAS_043, "migrated", 4, 1),
    (LMEVAL_031, "migrated", 2, 0),
    (RAGAS_054, "by_hand", 10, 3),
    (LMEVAL_042, "by_hand", 5, 0),
]


@pytest.mark.parametrize("row", PROVIDERS, ids=lambda row: str(row[0]))
@pytest.mark.parametrize("both", [False, True], ids=["", "both"])
def test_a_provider_follows_its_api_fits_and_is_imported(
    row: tuple[Package, str, int, int],
    both: bool,
    tmp_path: Path,
    once: Once,
    request: pytest.FixtureRequest,
) -> None:
    provider, which, functions, calls = row
    upstream: Upstream = request.getfixturevalue(which)
    original = unpacked(provider) / provider.target
    # The same for both ways.
    before = once(
        f"check-{provider}", lambda _: routeshift("check", original, "--against", upstream.package)
    )
    assert before.returncode == 2, before.stdout
    copy = copied(provider, tmp_path)
    target = copy / provider.target
    words = ("migrate", target, *upstream.option, *(["--both"] if both else []))
    done = routeshift(*words, "--write", "--allow-dirty", "--json", "-")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f'"implementations": {functions}' in done.stdout
    # A call of its own method needs no change where that takes either.
    assert both or f'"calls": {calls}' in done.stdout
    assert routeshift(*words, "--check").returncode == 0
    after = routeshift("check", target, "--against", upstream.package)
    assert after.returncode == 0, after.stdout
    for folder in (upstream.folder, *([upstream.older] if both else [])):
        _import(provider.target, copy, folder, ROOT / "src")


@pytest.mark.parametrize(
    ("provider", "which"), [(LMEVAL_031, "migrated"), (LMEVAL_042, "by_hand")], ids=str
)
@pytest.mark.parametrize("both", [False, True], ids=["", "both"])
def test_the_tests_of_a_provider_pass_as_before(
    provider: Package,
    which: str,
    both: bool,
    tmp_path: Path,
    once: Once,
    request: pytest.FixtureRequest,
) -> None:
    """Those of lmeval, which need no cluster; each test of ragas needs that, or a model."""
    upstream: Upstream = request.getfixturevalue(which)
    try:
        sources = provider.sources()
    except Missing as error:
        pytest.skip(str(error))
    before = once(f"tests-{provider}", lambda _: _tests(sources, upstream.older))
    assert len(before[0]) > 100
    assert before[1] == []
    copy = tmp_path / "provider"
    shutil.copytree(sources, copy)
    words = ("migrate", copy, *upstream.option, *(["--both"] if both else []))
    done = routeshift(*words, "--write", "--allow-dirty")
    assert done.returncode == 0, done.stdout + done.stderr
    for folder in (upstream.folder, *([upstream.older] if both else [])):
        assert _tests(copy, folder) == before


_RUN = """
import json, sys, unittest
import stand_ins

sys.meta_path.append(stand_ins.Finder({"kubernetes"}))
found = unittest.defaultTestLoader.discover("tests")
names = [test.id() for file in found for cls in file for test in cls]
result = unittest.TestResult()
found.run(result)
others = [*result.failures, *result.errors, *result.skipped]
print(json.dumps([sorted(names), sorted(test.id() for test, _ in others)]))
"""


def _tests(folder: Path, upstream: Path) -> tuple[list[str], list[str]]:
    """The tests of a provider, and those that do not pass."""
    paths = (upstream, folder, folder / "src", STAND_INS.parent, ROOT / "src")
    done = subprocess.run(
        [ready(STACK_035).interpreter(), "-c", _RUN],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    names, others = json.loads(done.stdout.splitlines()[-1])
    return names, others


def _import(package: str, *folders: Path) -> None:
    done = subprocess.run(
        [ready(STACK_035).interpreter(), STAND_INS, package, *MISSING],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
