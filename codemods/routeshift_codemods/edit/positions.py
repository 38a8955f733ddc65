"""Where the nodes of a LibCST tree stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper


class Positioned(MetadataWrapper):
    """A tree whose nodes know their places.

    LibCST asks for every metadata by a walk through the whole tree, though nobody walks along for
    positions: that took as long as finding them.

    Args:
        tree: The tree; it is not copied, and no node may stand in it twice.
    """

    def __init__(self, tree: cst.Module) -> None:
        super().__init__(tree, unsafe_skip_copy=True)

    def visit_batched(self, visitors: Iterable[Any], *hooks: Any, **more: Any) -> cst.CSTNode:
        """Walk with visitors, as LibCST does, where there are any."""
        walking = list(visitors)
        return super().visit_batched(walking, *hooks, **more) if walking else self.module
