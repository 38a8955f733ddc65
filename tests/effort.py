"""How much the tests try: a few inputs each in `make test`, three times as many in the long run.

`ROUTESHIFT_EFFORT=100 pytest tests/codemod/test_generated.py` tries a hundred times as many.
"""

from __future__ import annotations

import os

EFFORT = int(os.environ.get("ROUTESHIFT_EFFORT", "1"))


def examples(few: int) -> int:
    """How many inputs a test makes that makes a few of them where somebody waits."""
    return few * EFFORT
