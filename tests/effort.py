"""How much the tests try: a few inputs each in `make test`, all and more in the long run.

`ROUTESHIFT_EFFORT=100 pytest tests/codemod/test_generated.py` tries a hundred times as many.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

EFFORT = int(os.environ.get("ROUTESHIFT_EFFORT", "1"))


def examples(few: int) -> int:
    """How many inputs a test makes that makes a few of them where somebody waits."""
    return few * EFFORT


def long(*values: Any) -> Any:
    """A case that goes one way again which another case goes: for the long run alone."""
    return pytest.param(*values, marks=pytest.mark.long)


def one_in(every: int, cases: Iterable[Any]) -> list[Any]:
    """The cases of a test with one value each, of which one in so many is for where somebody waits.

    The others go the same way again, and are for the long run.
    """
    return [long(case) if at % every else case for at, case in enumerate(cases)]
