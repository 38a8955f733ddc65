"""Code that moves into a package imports what it imported, and says what it said."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_hostile_files import ORDERS, migrated, package

__all__ = ["package"]

MOVED = {
    "in a docstring": ('"""As in\n\nfrom .other import thing\n"""', "\nfrom .other import thing\n"),
    "in a string": ('TEXT = """\n    from . import thing\n"""', "\n    from . import thing\n"),
    "behind a colon": ("if ORDER: from .other import thing", ":\n    from ..other import thing"),
    "behind a semicolon": ("pass; from . import other", "\nfrom .. import other"),
    "in a function": (
        "def late():\n    from .other import (\n        thing,\n    )",
        "    from ..other import (\n        thing,\n    )",
    ),
    "after a tab": ("def late():\n    from\t.other import thing", "from ..other import thing"),
    "without a blank": ("def late():\n    from.other import thing", "from ..other import thing"),
}


@pytest.mark.parametrize(("before", "after"), MOVED.values(), ids=list(MOVED))
def test_only_relative_imports_get_more_dots(package: Path, before: str, after: str) -> None:
    (package / "other.py").write_text("thing = 1\n")
    text = ORDERS.replace("class Order(", f"ORDER = None\n{before}\n\n\nclass Order(", 1)
    (package / "orders.py").write_text(text)
    assert after in migrated(package)["orders/models.py"].decode()
