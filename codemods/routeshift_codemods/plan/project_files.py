"""The nearest project files, with the new packages and the new dependency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routeshift_codemods.index.index import Index
from routeshift_codemods.index.tree import Tree
from routeshift_codemods.plan.project import NewPackages, pyproject, setup_cfg
from routeshift_codemods.plan.rewriting import Rewrite
from routeshift_codemods.plan.setup_py import setup_py, unread_packages
from routeshift_codemods.report import FileChange
from routeshift_codemods.resolve.records import Note

_EDITS = {"pyproject.toml": pyproject, "setup.cfg": setup_cfg, "setup.py": setup_py}


@dataclass(slots=True)
class ProjectChanges:
    """What a run does to project files.

    Attributes:
        changes: The files.
        notes: What it could not do.
    """

    changes: list[FileChange] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def project_changes(tree: Tree, index: Index, rewrites: Sequence[Rewrite]) -> ProjectChanges:
    """Add the packages and the dependency to the files that list them."""
    found = ProjectChanges()
    made = [rewrite for rewrite in rewrites if rewrite.layout.removed is not None]
    modules = tuple(r.module.name for r in made if "." not in r.module.name)
    new = NewPackages(tuple(index.name_of(r.layout.folder) for r in made), modules)
    for name, edit in _EDITS.items() if rewrites else ():
        path = next((f / name for f in _above(tree) if tree.is_file(f / name)), None)
        data = None if path is None else tree.read(path)
        if path is None or data is None:
            continue
        # Bytes that are no UTF-8, as of a name in Latin-1, stay what they are.
        text = data.decode("utf-8", "surrogateescape")
        newline = "\r\n" if "\r\n" in text else "\n"
        changed = edit(text.replace("\r\n", "\n"), new).replace("\n", newline)
        if changed != text:
            found.changes.append(FileChange(path, data, changed.encode("utf-8", "surrogateescape")))
        if name == "setup.py":
            found.notes += unread_packages(path, text, new)
    return found


def _above(tree: Tree) -> tuple[Path, ...]:
    return (tree.folder, *tree.folder.parents)
