"""The project's own file, with decisions that were open."""

from __future__ import annotations

from collections.abc import Sequence

from routeshift.errors import TargetError
from routeshift_codemods.changes import FileChange
from routeshift_codemods.index import Tree, project_table
from routeshift_codemods.resolve import Decision


def decided_change(
    tree: Tree, decisions: Sequence[Decision], changes: Sequence[FileChange]
) -> FileChange | None:
    """The project's file with answers that change nothing for clients.

    Args:
        tree: The target's files.
        decisions: What to decide.
        changes: What the run does to files already.

    Returns:
        None when the file has the answers.

    Raises:
        TargetError: There is no such file, or it cannot be changed.
    """
    from routeshift_codemods.plan.decisions.tables import decided

    path, _ = project_table(tree, tree.folder)
    if path is None:
        raise TargetError(
            "There is no pyproject.toml to write decisions to.",
            file=tree.target,
            hint="Make one at the top of the project; an empty file is enough.",
        )
    before = tree.read(path) or b""
    data = next((c.after for c in changes if c.path == path and c.after is not None), before)
    after = decided(path, data, decisions)
    return FileChange(path, before, after) if after != before else None
