"""A verification as a report: JSON, JUnit or HTML. Called by `cli`."""

from __future__ import annotations

import importlib
from pathlib import Path

from routeshift.errors import RouteshiftError
from routeshift.verify.verification import Verification

_BY_SUFFIX = {".json": "data", ".xml": "junit", ".html": "page"}


def check_suffix(path: Path) -> None:
    """Refuse a report whose kind its name does not tell.

    Raises:
        RouteshiftError: If it does not end in .html, .json or .xml.
    """
    if path.suffix not in _BY_SUFFIX:
        raise RouteshiftError(
            f"{path} is no report that can be written.",
            hint=f"Let its name end in {', '.join(sorted(_BY_SUFFIX))}.",
        )


def render(verification: Verification, suffix: str) -> str:
    """The text of a report.

    Args:
        verification: The result.
        suffix: `.json`, `.xml` (JUnit) or `.html`.
    """
    module = importlib.import_module(f"routeshift.verify.reports.{_BY_SUFFIX[suffix]}")
    text: str = module.render(verification.shown())
    # Halves of characters, which a JSON body may hold, cannot be written to a file.
    return text.encode("utf-8", "replace").decode()
