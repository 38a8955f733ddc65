"""The page about verify names a trap a row, and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

from verify.faults import FAULTS

ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| (T\d+) \|.*`(tests/[\w/]+\.py)::(\w+)` \|$", re.M)


def test_each_trap_has_a_row_and_its_test_exists() -> None:
    rows = _ROW.findall((ROOT / "docs" / "verify.md").read_text())
    assert [trap for trap, _, _ in rows] == list(FAULTS)
    for _, file, name in rows:
        assert f"def {name}(" in (ROOT / file).read_text(), (file, name)
