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
    for name, edit in _EDITS.items():
        for path, own in _nearest(tree, name, rewrites).items():
            new = _new_packages(index, own)
            data = tree.read(path) or b""
            # Bytes that are no UTF-8, as of a name in Latin-1, stay what they are.
            text = data.decode("utf-8", "surrogateescape")
            newline = "\r\n" if "\r\n" in text else "\n"
            changed = edit(text.replace("\r\n", "\n"), new).replace("\n", newline)
            if changed != text:
                after = changed.encode("utf-8", "surrogateescape")
                found.changes.append(FileChange(path, data, after))
            if name == "setup.py":
                found.notes += unread_packages(path, text, new)
    return found


def _nearest(tree: Tree, name: str, rewrites: Sequence[Rewrite]) -> dict[Path, list[Rewrite]]:
    """The nearest file of a name above each rewritten module; projects may stand side by side."""
    found: dict[Path, list[Rewrite]] = {}
    for rewrite in rewrites:
        folder = rewrite.layout.folder
        places = (above / name for above in (folder, *folder.parents))
        path = next(filter(tree.is_file, places), None)
        if path is not None:
            found.setdefault(path, []).append(rewrite)
    return found


def _new_packages(index: Index, rewrites: Sequence[Rewrite]) -> NewPackages:
    made = [rewrite for rewrite in rewrites if rewrite.layout.removed is not None]
    modules = tuple(r.module.name for r in made if "." not in r.module.name)
    return NewPackages(tuple(index.name_of(r.layout.folder) for r in made), modules)
