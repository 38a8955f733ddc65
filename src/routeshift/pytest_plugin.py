"""Fixtures for pytest: what a test asks of an API; failures read like the command's report.

Pytest finds it by its entry point; a fixture imports what it needs when a test calls it. Paths, and
the settings of `[tool.routeshift]`, are those of pytest's root folder.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from routeshift.compare import Comparison
    from routeshift.reports import Report
    from routeshift.verify import Settings, Verification


class Contract(Protocol):
    """Fail unless a contract is preserved."""

    def __call__(
        self,
        old: str | None = None,
        new: str | None = None,
        *,
        since: str | None = None,
        level: str = "wire",
        strict: bool = False,
    ) -> Comparison:
        """Compare two sides, less what `accept` entries of pyproject.toml allow.

        Args:
            old: A document or a TARGET, as `routeshift compare` takes it.
            new: The same, after the change.
            since: In place of `old`, a Git revision: what `new`, or the `document` or `target` of
                the settings, was there.
            level: `wire`, `sdk` or `docs`.
            strict: Whether compatible changes fail, too.

        Returns:
            The comparison, for further assertions.
        """


class Equivalent(Protocol):
    """Fail unless two sides behave the same."""

    def __call__(
        self,
        old: Any = None,
        new: Any = None,
        *,
        since: str | None = None,
        settings: Settings | None = None,
    ) -> Verification:
        """Send the same requests to two sides, and compare the answers.

        Args:
            old: An ASGI application, or a word as `routeshift verify` takes it.
            new: The other side.
            since: In place of `old`, a Git revision: what `new`, or the `target` of the settings,
                was there.
            settings: What the run may do.

        Returns:
            The verification, for further assertions.
        """


@pytest.fixture
def contract(pytestconfig: pytest.Config) -> Contract:
    """Fail unless a contract is preserved; see `Contract`."""

    def check(
        old: str | None = None,
        new: str | None = None,
        *,
        since: str | None = None,
        level: str = "wire",
        strict: bool = False,
    ) -> Comparison:
        from datetime import UTC, datetime

        from routeshift.compare import apply_accepts, compare, read_accepts, report_of_comparison
        from routeshift.targets import two_sides

        if level not in ("wire", "sdk", "docs"):
            pytest.fail(f"{level!r} is no level: give wire, sdk or docs.", pytrace=False)
        with _at(pytestconfig.rootpath):
            before, after = two_sides(old, new, since)
            file = Path("pyproject.toml")
            accepts = read_accepts(file) if file.is_file() else []
            result = apply_accepts(compare(before, after), accepts, datetime.now(UTC).date())
        if not result.preserved(level, strict=strict):
            names = {"old": before, "new": after}
            _fail(lambda: report_of_comparison(result, level=level, strict=strict, **names))
        return result

    return check


@pytest.fixture
def equivalent(pytestconfig: pytest.Config) -> Equivalent:
    """Fail unless two sides behave the same; see `Equivalent`."""

    def check(
        old: Any = None,
        new: Any = None,
        *,
        since: str | None = None,
        settings: Settings | None = None,
    ) -> Verification:
        from routeshift.errors import TargetError
        from routeshift.targets import wanted_target
        from routeshift.verify import Settings, report_of_verification, verify

        with _at(pytestconfig.rootpath):
            # What was there in a revision has a path: an application in this process has none.
            named = since is not None and old is None and isinstance(new, str | None)
            if not named and (since is not None or None in (old, new)):
                raise TargetError("Two sides are compared.", hint="Give old and new, or since.")
            after = wanted_target(None) if new is None else new
            before = old if since is None else f"git:{since}:{after}"
            result = verify(before, after, settings or Settings())
        if not result.equal:
            _fail(lambda: report_of_verification(result))
        return result

    return check


@contextlib.contextmanager
def _at(folder: Path) -> Iterator[None]:
    """Work in a folder; a wrong input fails the test with its sentence."""
    from routeshift.errors import RouteshiftError

    try:
        with contextlib.chdir(folder):
            yield
    except RouteshiftError as error:
        pytest.fail(str(error), pytrace=False)


def _fail(report: Callable[[], Report]) -> None:
    from routeshift.reports import FORMATS, render

    pytest.fail(render(report(), FORMATS[0]).rstrip("\n"), pytrace=False)
