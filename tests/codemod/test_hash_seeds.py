"""The same input gives the same output to the byte, whatever the order of Python's sets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from . import harness

PROGRAM = """
import json, sys
from pathlib import Path
from routeshift_codemods.migrate import plan_migration
from routeshift_codemods.scan import scan

for case in sorted(Path(sys.argv[1]).iterdir()):
    target = case / "before"
    if target.is_dir():
        plan = plan_migration(target)
        for change in plan.changes:
            print(change.path, change.after, change.origin)
        print(json.dumps(plan.as_json()), json.dumps(scan(target).as_json()))
"""


def output(seed: int, cases: Path) -> subprocess.Popen[bytes]:
    """A process that migrates and scans every case with a hash seed."""
    # The decorator of the cases is read where it is installed.
    installed = {"PYTHONPATH": str(harness.SUPPORT)}
    environment = os.environ | installed | {"PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", PROGRAM, str(cases)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


@pytest.mark.process
@pytest.mark.long
def test_no_hash_seed_changes_a_byte_of_what_is_written_or_said(tmp_path: Path) -> None:
    # Out of this repository, all of which would be searched for what is around each case.
    cases = shutil.copytree(harness.CASES, tmp_path / "cases")
    processes = [output(seed, cases) for seed in (1, 2)]
    first, *others = (process.communicate()[0] for process in processes)
    assert all(process.returncode == 0 for process in processes)
    assert first
    assert all(other == first for other in others)
