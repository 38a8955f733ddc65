"""How a package writes the imports of its own modules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from routeshift_codemods.index import Module, Surroundings

# In text, for most files of a project are parsed for nothing else.
_RELATIVE = re.compile(r"(?m)^[ \t]*from[ \t]*\.")


def absolute_modules(project: Surroundings, modules: Iterable[Module]) -> frozenset[Path]:
    """The files whose packages import their own modules, and never by a relative name.

    Args:
        project: The whole project, for a target may be a part of a package.
        modules: The modules that are asked about.
    """
    homes = {m.path: _outermost(m) for m in modules if m.is_package or "." in m.name}
    absolute = {home for home in {*homes.values()} if _is_absolute(project, home)}
    return frozenset(path for path, home in homes.items() if home in absolute)


def _outermost(module: Module) -> Path:
    return module.path.parents[module.name.count(".") - (not module.is_package)]


def _is_absolute(project: Surroundings, package: Path) -> bool:
    by_name = re.compile(rf"(?m)^[ \t]*(?:from|import)[ \t]+{package.name}\b")
    # By what the package does already: a reviewer must not find two ways.
    own = [text for path, text in project.texts.items() if path.is_relative_to(package)]
    return any(map(by_name.search, own)) and not any(map(_RELATIVE.search, own))
