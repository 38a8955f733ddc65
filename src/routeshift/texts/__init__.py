"""The legacy contract, the migration traps and the rules, as installed users read them.

Called by `cli` and `reports`; scripts/rules.py copies the files to docs/, and writes those of the
rules there, which are linked from here.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

__all__ = ["PAGES", "Explanation", "explained", "page_uri"]

PAGES = ("legacy-contract.md", "migration-traps.md")
_ROW = re.compile(r"^\| ([RPSDT]\d+) \| (.*) \|$", re.M)
_EXAMPLE = re.compile(r"^- ([RPSDT]\d+): (.*)$", re.M)


class Explanation(NamedTuple):
    """What a rule or a trap says.

    Attributes:
        text: The rule.
        example: A case of it.
        page: The page on which it stands.
    """

    text: str
    example: str
    page: str


def explained() -> dict[str, Explanation]:
    """What the rules R, P, S and D and the traps T say, by the letter and number."""
    found: dict[str, Explanation] = {}
    for page in PAGES:
        text = (files(__name__) / page).read_text("utf-8")
        examples = dict(_EXAMPLE.findall(text))
        for name, row in _ROW.findall(text):
            cells = [cell.strip() for cell in row.split("|")]
            said = ": ".join(cell for cell in cells if cell)
            found[name] = Explanation(said, examples[name], f"docs/{page}")
    return found


def page_uri(page: str) -> str:
    """Where a page of the documentation is read, as it ships with the package; "" for none.

    Args:
        page: As `docs/compare/schemas.md#request-type-narrowed`.
    """
    name, mark, anchor = page.removeprefix("docs/").partition("#")
    file = Path(__file__).parent / name
    return f"{file.as_uri()}{mark}{anchor}" if name and file.is_file() else ""
