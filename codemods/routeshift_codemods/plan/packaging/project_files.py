"""The nearest project files, with the new packages and the new dependency."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routeshift_codemods.changes import FileChange
from routeshift_codemods.index import Index, Tree
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.plan.packaging.project import NewPackages
from routeshift_codemods.plan.packaging.pyproject import pyproject
from routeshift_codemods.plan.packaging.setup_cfg import setup_cfg
from routeshift_codemods.plan.packaging.setup_py import setup_py, unread_packages
from routeshift_codemods.plan.text import with_line_ends
from routeshift_codemods.resolve import Diagnostic

Edit = Callable[[Path, bytes, NewPackages], bytes]


@dataclass(slots=True)
class ProjectChanges:
    """What a run does to project files.

    Attributes:
        changes: The files.
        diagnostics: What it could not do.
    """

    changes: list[FileChange] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def project_changes(index: Index, rewrites: Sequence[Rewrite]) -> ProjectChanges:
    """Add the packages and the dependency to the files that list them.

    Raises:
        TargetError: One of them cannot be read, or not be changed.
    """
    found, tree = ProjectChanges(), index.tree
    for name, edit in _EDITS.items():
        for path, own in _nearest(tree, name, rewrites).items():
            new = _new_packages(index, own)
            data = tree.read(path) or b""
            after = edit(path, data, new)
            if after != data:
                found.changes.append(FileChange(path, data, after))
            if name == "setup.py":
                found.diagnostics += unread_packages(path, _text(data), new)
    return found


def _by_text(edit: Callable[[str, NewPackages], str]) -> Edit:
    def edited(_: Path, data: bytes, new: NewPackages) -> bytes:
        before = _text(data)
        after = edit(before.replace("\r\n", "\n"), new)
        return with_line_ends(before, after).encode("utf-8", "surrogateescape")

    return edited


def _text(data: bytes) -> str:
    """Bytes that are no UTF-8, as of a name in Latin-1, stay what they are."""
    # Only ASCII is looked for; all else goes through unharmed.
    return data.decode("utf-8", "surrogateescape")


_EDITS: dict[str, Edit] = {
    "pyproject.toml": pyproject,
    "setup.cfg": _by_text(setup_cfg),
    "setup.py": _by_text(setup_py),
}


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
