"""Where the nodes of a LibCST tree stand in its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import libcst as cst
from libcst._nodes.internal import CodegenState

Place = tuple[int, int]


def places_in(tree: cst.Module) -> tuple[str, Mapping[cst.CSTNode, Place]]:
    """The text of a tree, and where in it each node starts and ends, in characters.

    It is what LibCST's `PositionProvider` finds. That renders the tree, too, but drops the text,
    and counts lines and columns from token to token, which takes longer than rendering.

    Args:
        tree: The tree, in which no node may stand twice.
    """
    state = _Placing(tree)
    tree._codegen(state)
    return "".join(state.tokens), state.places


class _Placing(CodegenState):
    def __init__(self, tree: cst.Module) -> None:
        super().__init__(tree.default_indent, tree.default_newline)
        self.places: dict[cst.CSTNode, Place] = {}
        self._at = 0
        self._starts: list[int] = []

    def add_indent_tokens(self) -> None:
        super().add_indent_tokens()
        self._at += sum(map(len, self.indent_tokens))

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self._at += len(value)

    def before_codegen(self, node: cst.CSTNode) -> None:
        self._starts.append(self._at)

    def after_codegen(self, node: cst.CSTNode) -> None:
        # What belongs to a node's own syntax has been recorded, without the space around it.
        self.places.setdefault(node, (self._starts.pop(), self._at))

    @contextmanager
    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Iterator[None]:
        start = self._at
        yield
        first = start if start_node is None else self.places[start_node][0]
        last = self._at if end_node is None else self.places[end_node][1]
        self.places[node] = first, last
