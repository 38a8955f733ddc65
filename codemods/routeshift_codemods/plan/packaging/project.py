"""What a run makes that a project's own files list: new packages, and fastapi as a dependency."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

REQUIREMENT = "fastapi>=0.115"
_FASTAPI = re.compile(r"fastapi(?![\w.-])", re.IGNORECASE)


def is_fastapi(requirement: str) -> bool:
    """Whether a requirement is fastapi itself, in any version."""
    return _FASTAPI.match(requirement) is not None


@dataclass(frozen=True, slots=True)
class NewPackages:
    """What a run makes of modules.

    Attributes:
        packages: The dotted names of the packages that are new.
        modules: The top-level modules that became packages.
    """

    packages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


def missing_packages(packages: Collection[str], listed: Collection[str]) -> Iterator[str]:
    """The packages whose parent is listed, and they are not."""
    known = set(listed)
    for name in sorted(packages):
        if name not in known and (name.rpartition(".")[0] in known or "." not in name):
            yield name
