"""For test suites: fail when an implementation does not fit its Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from routeshift.reports import FORMATS, render
from routeshift_codemods.check import Check, check_implementations
from routeshift_codemods.providing import package_named
from routeshift_codemods.reporting import report_of_check


def assert_implements(
    implementations: str | Path | Sequence[str | Path], against: str | Path
) -> Check:
    """Assert that every implementation fits the Protocol that it implements.

    Nothing is imported.

    Args:
        implementations: The files, folders or packages with implementations, by path or by name.
        against: The package with the APIs, of either kind.

    Returns:
        The check, for further assertions.

    Raises:
        AssertionError: Something cannot be called; it tells each, with file and line.
        TargetError: There is no such path, no API, or no implementation.
    """
    places = [implementations] if isinstance(implementations, str | Path) else implementations
    package = package_named(str(against))
    result = check_implementations([package_named(str(place)) for place in places], package)
    if not result.fits:
        raise AssertionError(render(report_of_check(result, None, package), FORMATS[0]))
    return result
