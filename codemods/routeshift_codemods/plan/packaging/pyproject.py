"""A pyproject.toml with the new packages in its lists, and fastapi among the dependencies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from routeshift_codemods.plan.packaging.project import (
    REQUIREMENT,
    NewPackages,
    is_fastapi,
    missing_packages,
)
from routeshift_codemods.plan.text import edited_toml, put


def pyproject(path: Path, data: bytes, new: NewPackages) -> bytes:
    """The file with more in its lists.

    Lists that are not there are not made: what finds packages by itself finds the new ones.

    Args:
        path: The file.
        data: What it holds.
        new: What is new.

    Raises:
        TargetError: It does not parse, or is written in a way that cannot be changed.
    """
    return edited_toml(path, data, partial(_change, new=new))


def _change(document: Any, *, new: NewPackages) -> None:
    setuptools = _table(document, "tool", "setuptools")
    if setuptools is not None:
        _add_packages(setuptools, new)
    project = _table(document, "project")
    poetry = _table(document, "tool", "poetry", "dependencies")
    if project is not None:
        _add_requirement(project)
    elif poetry is not None and "fastapi" not in poetry:
        put(poetry, "fastapi", REQUIREMENT.removeprefix("fastapi"))


def _add_packages(setuptools: Any, new: NewPackages) -> None:
    listed, modules = setuptools.get("packages"), setuptools.get("py-modules")
    became = [name for name in new.modules if isinstance(modules, list) and name in modules]
    for name in became:
        modules.remove(name)
    if isinstance(listed, list):
        for name in dict.fromkeys([*missing_packages(new.packages, listed), *became]):
            listed.append(name)
    elif listed is None and became:
        put(setuptools, "packages", became)


def _add_requirement(project: Any) -> None:
    # They are listed elsewhere, and a list here would be an error.
    if "dependencies" in project.get("dynamic", []):
        return
    listed = project.get("dependencies")
    if listed is None:
        put(project, "dependencies", [REQUIREMENT])
    elif isinstance(listed, list) and not any(map(is_fastapi, listed)):
        listed.append(REQUIREMENT)


def _table(document: Any, *names: str) -> Any:
    """A table of a document; None when there is none."""
    for name in names:
        document = document.get(name) if hasattr(document, "get") else None
    return document if hasattr(document, "get") else None
