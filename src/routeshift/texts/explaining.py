"""What the rules of the legacy contract and the migration traps say, read from their pages."""

from __future__ import annotations

import re
from typing import NamedTuple

from routeshift.texts.pages import page_text

_PAGES = ("docs/legacy-contract.md", "docs/migration-traps.md")
# The pages are for people, and these rows are what
# the code reads of them: a rule stands in one place.
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
    for page in _PAGES:
        text = page_text(page)
        examples = dict(_EXAMPLE.findall(text))
        for name, row in _ROW.findall(text):
            cells = [cell.strip() for cell in row.split("|")]
            said = ": ".join(cell for cell in cells if cell)
            found[name] = Explanation(said, examples[name], page)
    return found
