"""The fixtures `contract` and `equivalent`, as the tests of a project use them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from effort import one_in

pytestmark = pytest.mark.process

SHOP = Path(__file__).parent.parent / "examples" / "shop"
SETTINGS = '\n[tool.routeshift]\ntarget = "shop_api"\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The example shop with settings, committed."""
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "pyproject.toml").open("a") as settings:
        settings.write(SETTINGS)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def run_of(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """What pytest says of one test, run in a folder below the root."""
    (folder / "tests" / "test_contract.py").write_text(code)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:schemathesis",
        "test_contract.py",
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder / "tests", env=environment, capture_output=True, text=True, check=False
    )


WAYS = {
    "contract": "def test_it(contract): contract('git:HEAD:shop_api', 'shop_api')",
    "equivalent": (
        "from routeshift.verify import Settings\n"
        "def test_it(equivalent): equivalent(since='HEAD', settings=Settings(cases=5))"
    ),
}


@pytest.mark.parametrize("way", one_in(len(WAYS), WAYS))
def test_it_passes_while_nothing_changed_and_fails_like_the_command(shop: Path, way: str) -> None:
    assert run_of(shop, WAYS[way]).returncode == 0
    orders = shop / "shop_api" / "orders.py"
    orders.write_text(orders.read_text().replace("limit: int = 20", "limit: int = 5"))
    done = run_of(shop, WAYS[way])
    assert done.returncode == 1
    assert "GET /v1/orders" in done.stdout
    # The report alone: where in the fixture it failed is nothing to a reader.
    assert "Traceback" not in done.stdout
    assert "pytest_plugin.py" not in done.stdout


@pytest.mark.long
def test_what_is_accepted_does_not_fail(shop: Path) -> None:
    orders = shop / "shop_api" / "orders.py"
    orders.write_text(orders.read_text().replace("limit: int = 20", "limit: int = 5"))
    command = [sys.executable, "-m", "routeshift", "compare", "--against", "HEAD"]
    subprocess.run([*command, "--write-baseline", "pyproject.toml"], cwd=shop, check=True)
    assert run_of(shop, "def test_it(contract): contract(since='HEAD')").returncode == 0


def test_a_wrong_input_is_one_sentence(shop: Path) -> None:
    code = (
        "def test_a(contract): contract(since='nowhere')\n"
        "def test_b(contract): contract(since='HEAD', level='nowhere')\n"
        "def test_c(equivalent): equivalent()\n"
        "def test_d(equivalent): equivalent('shop_api', 'shop_api', since='HEAD')\n"
        "def test_e(contract): contract()\n"
        "def test_f(equivalent): equivalent('shop_api.models:x', 'shop_api.models:x')\n"
    )
    done = run_of(shop, code)
    assert "6 failed" in done.stdout
    assert done.stdout.count("nowhere") >= 2
    assert "another exception" not in done.stdout
    # A test calls a function: what it may say on a command line is no advice.
    assert " --" not in done.stdout.partition("short test summary")[0]
    assert "Traceback" not in done.stdout
    assert "pytest_plugin.py" not in done.stdout


def test_it_costs_nothing_before_a_test_asks(shop: Path) -> None:
    """Every run of pytest loads it, wherever Routeshift is installed."""
    code = (
        "import sys\n"
        "def test_it(): assert not {'fastapi', 'pydantic', 'libcst', 'click'} & {*sys.modules}"
    )
    assert run_of(shop, code).returncode == 0
