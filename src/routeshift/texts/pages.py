"""The pages of docs/ and the example, which ship with the package: one text, wherever it is read.

`docs` beside this module is a link to the folder of that name at the root of the project, and
`shop` one to the example. What builds the wheel follows them, so that there is no copy to be kept
up to date, and nothing to list.
"""

from __future__ import annotations

from pathlib import Path

# What the names of pages begin at: each is `docs/...`, here as at the root of the project.
_ROOT = Path(__file__).parent

# The folder of the example shop.
EXAMPLE = _ROOT / "shop"


def page_text(page: str) -> str:
    """The text of a page.

    Args:
        page: As `docs/legacy-contract.md`.
    """
    return (_ROOT / page).read_text("utf-8")


def page_uri(page: str) -> str:
    """Where a page is read; "" for none.

    Args:
        page: As `docs/compare/schemas.md#request-type-narrowed`.
    """
    name, mark, anchor = page.partition("#")
    file = _ROOT / name
    return f"{file.as_uri()}{mark}{anchor}" if file.is_file() else ""
