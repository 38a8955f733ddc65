"""Where the module of shared helpers goes, what it holds, and how routers import it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from os.path import commonpath
from pathlib import Path

from routeshift.errors import WorkTreeError
from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.helpers.contract import (
    contract_names,
    contract_text,
    defined_in,
    same_code,
)
from routeshift_codemods.plan.layout import Layout


def helper_path(index: Index, folders: Sequence[Path], name: str) -> Path:
    """The file of the shared helpers: one for all APIs of a package.

    Args:
        index: The facts.
        folders: The folder of each API, as it is or will be.
        name: What the module is called.
    """
    for folder in (folders[0], *folders[0].parents):
        existing = index.at(folder / f"{name}.py")
        if existing is not None and defined_in(existing):
            return existing.path
    above = Path(commonpath([folder.parent for folder in folders]))
    return (above if index.is_package(above) else folders[0]) / f"{name}.py"


def import_of(index: Index, helper: Path, layout: Layout, module: Module) -> str:
    """How a router imports the shared helpers: as its module imports its own package."""
    top = module.name.partition(".")[0]
    absolute = bool(layout.package) or any(
        bound.target is not None and bound.target[0].partition(".")[0] == top
        for bound in module.names.values()
    )
    if absolute and "." in index.name_of(helper):
        return index.name_of(helper)
    depth = len(layout.folder.relative_to(helper.parent).parts)
    return "." * (depth + 1) + helper.stem


def helper_text(index: Index, path: Path, names: Collection[str], header: str) -> str | None:
    """The text of the shared helpers, with what routers use now and what was used before.

    Returns:
        None when the file that is there has all of it.

    Raises:
        WorkTreeError: The file is somebody else's, or was changed and lacks a name.
    """
    existing = index.at(path)
    if existing is None:
        return contract_text(names, header)
    there = defined_in(existing)
    if set(names) <= there:
        return None
    if there and same_code(existing.source.text, contract_text(there, header)):
        return contract_text({*names, *there} & contract_names(), header)
    raise WorkTreeError(
        f"The file is not the module of shared helpers, or lacks {', '.join(sorted(names))}.",
        file=path,
        line=1,
        hint='Choose another name: `contract_module = "..."` in [tool.routeshift].',
    )
