"""The interpreter of a target, where it is too old for Routeshift: one sentence says so."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SHOP = str(ROOT / "examples" / "shop" / "shop_api")

# Runs a script as an old interpreter does, which has no `tomllib`.
OLD = f"""#!{sys.executable}
import runpy, sys
sys.version_info, sys.executable = (3, 10, 13, "final", 0), __file__
sys.modules["tomllib"] = None
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def old(tmp_path: Path) -> str:
    """The path of an interpreter that says it is 3.10."""
    script = tmp_path / "python3.10"
    script.write_text(OLD)
    script.chmod(0o755)
    return str(script)


COMMANDS = [
    ["serve", SHOP, "--stub", "--python"],
    ["routes", SHOP, "--python"],
    ["openapi", SHOP, "--python"],
    ["compare", SHOP, SHOP, "--old-python"],
    ["verify", SHOP, SHOP, "--old-python"],
]


@pytest.mark.process
@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_an_interpreter_that_is_too_old_is_one_sentence(old: str, command: list[str]) -> None:
    words = [sys.executable, "-m", "routeshift", *command, old]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    told = " ".join(done.stderr.split())
    assert done.returncode == 1
    assert f"{old} is Python 3.10, and Routeshift needs 3.11 or later." in told
    assert "Traceback" not in told


def test_what_says_so_is_read_by_an_interpreter_that_is_too_old() -> None:
    begins = ROOT / "src" / "routeshift" / "alone.py"
    ast.parse(begins.read_text(), feature_version=(3, 4))


@pytest.mark.process
def test_what_is_no_interpreter_is_one_sentence() -> None:
    words = [sys.executable, "-m", "routeshift", "routes", SHOP, "--python", "/bin/ls"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.endswith(" It must be a Python interpreter.\n")


def test_what_is_too_old_is_what_the_package_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11"
