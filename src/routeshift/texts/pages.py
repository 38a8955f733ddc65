"""The pages of docs/ and the example, which ship with the package: one text, wherever it is read.

`docs` beside this module is a link to the folder of that name at the root of the project, and
`shop` one to the example. What builds the wheel follows them, so that there is no copy to be kept
up to date, and nothing to list.
"""

from __future__ import annotations

import functools
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
    """Where a page is read: on the documentation site, or without one in its file; "" for none.

    Args:
        page: As `docs/compare/schemas.md#request-type-narrowed`.
    """
    name, mark, anchor = page.partition("#")
    file = _ROOT / name
    if not file.is_file():
        return ""
    return site_uri(page) or f"{file.as_uri()}{mark}{anchor}"


def site_uri(page: str) -> str:
    """Where everyone reads a page, who has no file of ours; "" where there is no site.

    Args:
        page: The same.
    """
    name, mark, anchor = page.partition("#")
    site = _site()
    # As `make docs` names its files.
    place = name.removeprefix("docs/").removesuffix(".md")
    return f"{site}/{place}.html{mark}{anchor}" if site and page else ""


@functools.cache
def _site() -> str:
    """The address of the site, which `[project.urls]` of pyproject.toml alone names."""
    # Every command would wait for its import, and few reports ask.
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("routeshift").get_all("Project-URL", [])
    except PackageNotFoundError:
        return ""
    named = dict(url.split(", ", 1) for url in urls)
    return str(named.get("Documentation", "")).rstrip("/")
