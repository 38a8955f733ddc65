"""No client can tell a package from its migrated copy."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.commands import Migrated, routeshift
from corpus.packages import API_044, STACK_025, STACK_035

# Enough for each operation to see samples, awkward requests and generated ones; the whole run
# of 200 cases an operation is `verify` with its defaults.
CASES = 40
OPERATIONS = {API_044: 113, STACK_035: 188, STACK_025: 93}


def test_the_same_requests_get_the_same_answers(migrated: Migrated, tmp_path: Path) -> None:
    python = str(migrated.package.interpreter())
    report = tmp_path / "report.json"
    done = routeshift(
        "verify",
        *migrated.sides(),
        *("--old-python", python, "--new-python", python),
        *("--cases", str(CASES), "--report", report),
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    told = json.loads(report.read_text())
    assert told["equal"]
    assert len(told["coverage"]["operations"]) == OPERATIONS[migrated.package]
    assert all(one["called"] for one in told["coverage"]["operations"].values())
