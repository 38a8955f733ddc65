"""The texts of the legacy contract and of the migration traps, as installed users read them.

Called by `cli`; scripts/rules.py copies the files to docs/.
"""

from __future__ import annotations

import re
from importlib.resources import files

__all__ = ["PAGES", "explained"]

PAGES = ("legacy-contract.md", "migration-traps.md")
_ROW = re.compile(r"^\| ([RPSDT]\d+) \| (.*) \|$", re.M)


def explained() -> dict[str, tuple[str, str]]:
    """What the rules R, P, S and D and the traps T say.

    Returns:
        By the letter and number, the text and the page on which it stands.
    """
    found: dict[str, tuple[str, str]] = {}
    for page in PAGES:
        text = (files(__name__) / page).read_text("utf-8")
        for name, row in _ROW.findall(text):
            cells = [cell.strip() for cell in row.split("|")]
            found[name] = (": ".join(cell for cell in cells if cell), f"docs/{page}")
    return found
