"""The distributions are what the registry takes, and the wheel is all that a user needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from corpus.conftest import program
from corpus.packages import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_the_registry_can_show_the_distributions(built: Path) -> None:
    files = [str(file) for file in built.iterdir()]
    assert len(files) == 2
    command = [str(program("release", "twine")), "check", "--strict", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_demo_and_a_first_session_run_from_the_wheel(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    command = [sys.executable, str(ROOT / "scripts" / "try_wheel.py"), str(wheel), version]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
