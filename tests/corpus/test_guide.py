"""The guide shows a diff of a real package: it is the one that comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus.commands import routeshift
from corpus.conftest import copied, ready
from corpus.packages import STACK_035

GUIDE = Path(__file__).parents[2] / "migration_guide.md"


def test_the_diff_in_the_guide_is_what_migrate_prints(tmp_path: Path) -> None:
    """Whole files are left out of the page, lines within what it shows are not."""
    package = copied(ready(STACK_035), tmp_path)
    printed = routeshift("migrate", package / "llama_stack" / "apis", "--api", "batches").stdout
    shown = GUIDE.read_text().split("```diff\n")[1].split("```")[0]
    parts = [part for part in shown.split("--- ") if part]
    assert len(parts) == 4
    for part in parts:
        names, lines = part.splitlines()[:2], part.splitlines()[2:]
        assert "\n".join(lines) in printed, names


@pytest.mark.parametrize(
    "kept", ["retrieve_batch(self, batch_id: str)", "cancel_batch(self, batch_id: str)"]
)
def test_the_diff_shows_what_stays(kept: str) -> None:
    assert kept in GUIDE.read_text()
