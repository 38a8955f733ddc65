"""The edge: checking and writing planned files, all of them or none.

It knows changes of files, and not why they change. Called by `cli`, and by `reporting`, which
asks where a work tree begins.
"""

from routeshift_codemods.apply.copies import kept_copy
from routeshift_codemods.apply.runs import recover, unfinished
from routeshift_codemods.apply.worktree import refuse_dirty, refuse_unsaved, top_of
from routeshift_codemods.apply.writing import write

__all__ = [
    "kept_copy",
    "recover",
    "refuse_dirty",
    "refuse_unsaved",
    "top_of",
    "unfinished",
    "write",
]
