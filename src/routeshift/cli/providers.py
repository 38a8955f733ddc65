"""Packages on the command line that are read and not run: by path, by name, or as git has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from routeshift.errors import TargetError
from routeshift.targets import checked_out

if TYPE_CHECKING:
    from routeshift_codemods.outcome import Migration


def provider_plan(
    path: Path, against: str | None, like: str | None, *, both: bool, resolver: str | None = None
) -> Migration:
    """The plan for a provider.

    Args:
        path: The provider.
        against: The package of its API.
        like: Two versions of it, as `OLD..NEW`.
        both: Whether the provider has to work with an older version, too.
        resolver: The type checker to ask about receivers that source does not tell.

    Raises:
        TargetError: There is no such package.
    """
    from routeshift_codemods.providing import plan_provider

    if like is None:
        with package(against or "") as found:
            return plan_provider(path, found, both=both, resolver=resolver)
    for old, new in _pairs(like):
        if _is_there(old) and _is_there(new):
            with package(old) as before, package(new) as after:
                return plan_provider(path, after, before, both=both, resolver=resolver)
    raise TargetError(
        f"{like!r} is no two versions of a package.",
        hint="Write OLD..NEW, each a path, a name, or git:REV:PATH.",
    )


def _pairs(like: str) -> Iterator[tuple[str, str]]:
    """Every way to read two versions: a path may have dots of its own."""
    for at in range(1, len(like) - 2):
        if like[at : at + 2] == "..":
            yield like[:at], like[at + 2 :]


def _is_there(spec: str) -> bool:
    from routeshift_codemods.providing import package_named

    try:
        return spec.startswith("git:") or package_named(spec).exists()
    except TargetError:
        return False


@contextmanager
def package(spec: str) -> Iterator[Path]:
    """Give the path of a package for as long as the context is open.

    Args:
        spec: A path, a dotted name, or `git:REV:PATH`.

    Raises:
        TargetError: There is no such package.
    """
    from routeshift_codemods.providing import package_named

    with checked_out(spec) as found:
        yield package_named(found)
