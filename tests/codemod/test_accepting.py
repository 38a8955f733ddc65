"""The function `_accepts` is written where a type needs it, not where a text names it."""

from __future__ import annotations

from pathlib import Path

from .test_hostile_files import ORDERS, migrated, package

__all__ = ["package"]


def test_a_description_that_names_it_needs_it_not(package: Path) -> None:
    text = ORDERS.replace("How many, naïvely", "as _accepts(int) has it")
    (package / "orders.py").write_text(text.replace('route="/orders"', 'route="/_accepts(x)"'))
    files = migrated(package)
    for name in ("models", "routes"):
        written = files[f"orders/{name}.py"].decode()
        assert "_accepts(" in written
        assert "def _accepts" not in written
