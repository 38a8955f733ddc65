"""Fixtures for pytest: what a test asks of an API; failures read like the command's report.

Pytest finds it by its entry point; a fixture imports what it needs when a test calls it. Paths, and
the settings of `[tool.routeshift]`, are those of pytest's root folder.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from routeshift.compare import Comparison
    from routeshift.reports import Report
    from routeshift.verify import Settings, Verification


_OPTION = re.compile(r"(?<![\w-])--\w")


@dataclass(frozen=True, slots=True)
class Contract:
    """Fails a test unless a contract is preserved.

    Attributes:
        root: Where paths begin, and settings are.
    """

    root: Path

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
        from datetime import UTC, datetime

        from routeshift.compare import (
            apply_accepts,
            compare,
            project_accepts,
            report_of_comparison,
        )
        from routeshift.targets import two_sides

        if level not in ("wire", "sdk", "docs"):
            pytest.fail(f"{level!r} is no level: give wire, sdk or docs.", pytrace=False)
        with _at(self.root):
            _require_two(old, new, since)
            before, after = two_sides(old, new, since)
            accepts = project_accepts(self.root)
            result = apply_accepts(compare(before, after), accepts, datetime.now(UTC).date())
        if not result.preserved(level, strict=strict):
            _fail(report_of_comparison(result, level=level, strict=strict, old=before, new=after))
        return result


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Fails a test unless two sides behave the same.

    Attributes:
        root: Where paths begin, and settings are.
    """

    root: Path

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
        from routeshift.targets import wanted_target
        from routeshift.verify import Settings, report_of_verification, verify

        with _at(self.root):
            _require_two(old, new, since)
            after = wanted_target(None) if new is None else new
            before = old if since is None else f"git:{since}:{after}"
            result = verify(before, after, settings or Settings())
        if not result.equal:
            _fail(report_of_verification(result))
        return result


@pytest.fixture
def contract(pytestconfig: pytest.Config) -> Contract:
    """Fail unless a contract is preserved; see `Contract`."""
    return Contract(pytestconfig.rootpath)


@pytest.fixture
def equivalent(pytestconfig: pytest.Config) -> Equivalent:
    """Fail unless two sides behave the same; see `Equivalent`."""
    return Equivalent(pytestconfig.rootpath)


def _require_two(old: Any, new: Any, since: str | None) -> None:
    from routeshift.errors import TargetError

    # What was there in a revision has a path: an application in this process has none.
    named = since is not None and old is None and isinstance(new, str | None)
    if not named and (since is not None or None in (old, new)):
        raise TargetError("Two sides are compared.", hint="Give old and new, or since.")


@contextlib.contextmanager
def _at(folder: Path) -> Iterator[None]:
    """Work in a folder; a wrong input fails the test with its sentence."""
    from routeshift.errors import RouteshiftError

    try:
        with contextlib.chdir(folder):
            yield
    except RouteshiftError as error:
        # A test has no options to be told of.
        if error.hint and _OPTION.search(error.hint):
            error.hint = None
        # Without a reason, or pytest would show the same a second time.
        raise pytest.fail.Exception(str(error), pytrace=False) from None


def _fail(report: Report) -> None:
    from routeshift.reports import FORMATS, render

    pytest.fail(render(report, FORMATS[0]).rstrip("\n"), pytrace=False)
