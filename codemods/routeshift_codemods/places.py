"""Where the nodes of a LibCST tree stand in its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

Place = tuple[int, int]


class Places:
    """Where in the text of a tree each node starts and ends, in characters.

    It is what LibCST's `PositionProvider` finds. That renders the tree, too, but drops the text,
    and counts lines and columns from token to token, which takes longer than rendering.

    Attributes:
        text: The text of the tree.

    Args:
        tree: The tree, in which no node may stand twice.
    """

    def __init__(self, tree: cst.Module) -> None:
        self._state = _Placing(tree)
        tree._codegen(self._state)
        self.text = "".join(self._state.tokens)

    def of(self, node: cst.CSTNode) -> Place:
        """Where a node of the tree is, without the space around it."""
        return self._state.places[id(node)]

    def all(self) -> Iterator[tuple[cst.CSTNode, Place]]:
        """Every node, each behind those that it stands in."""
        places = self._state.places
        return ((node, places[id(node)]) for node in self._state.nodes)

    def around(self, node: cst.CSTNode) -> Iterator[int]:
        """The identities of a node's parent, and of all around that."""
        at = self._state.parents[id(node)]
        while at is not None:
            yield at
            at = self._state.parents[at]


def text_of(node: cst.CSTNode) -> str:
    """The text of a node, as LibCST's `code` and `code_for_node` have it, in half the time."""
    tree = node if isinstance(node, cst.Module) else _PLAIN
    state = _Rendering(tree.default_indent, tree.default_newline)
    node._codegen(state)
    return "".join(state.tokens)


def comments_in(node: cst.CSTNode) -> list[tuple[cst.Comment, bool]]:
    """The comments in a node, from top to bottom, each with whether its line is its own.

    A visitor of LibCST's makes a new node of each that it visits, which takes three times as long.
    """
    state = _Finding(_PLAIN.default_indent, _PLAIN.default_newline)
    node._codegen(state)
    return state.found


_PLAIN = cst.Module([])


class _Nothing:
    """Enters nothing; `contextlib` takes longer than what LibCST does in between."""

    __slots__ = ()

    def __enter__(self) -> None: ...

    def __exit__(self, *error: object) -> None: ...


_NOTHING = _Nothing()


class _Rendering(CodegenState):
    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Any:
        return _NOTHING


class _Finding(_Rendering):
    def __init__(self, default_indent: str, default_newline: str) -> None:
        super().__init__(default_indent, default_newline)
        self.found: list[tuple[cst.Comment, bool]] = []

    def before_codegen(self, node: cst.CSTNode) -> None:
        # It is asked of each node, and LibCST's classes take long to say what is one of them.
        if type(node) in _ENDING and (comment := getattr(node, "comment", None)) is not None:
            self.found.append((comment, type(node) is cst.EmptyLine))


_ENDING = frozenset({cst.EmptyLine, cst.TrailingWhitespace})


class _Placing(CodegenState):
    # By identity: LibCST's nodes have a hash of their own, which is written in Python.
    def __init__(self, tree: cst.Module) -> None:
        super().__init__(tree.default_indent, tree.default_newline)
        self.places: dict[int, Place] = {}
        self.parents: dict[int, int | None] = {}
        self.nodes: list[cst.CSTNode] = []
        self.at = 0
        self._open: list[tuple[int | None, int]] = [(None, 0)]

    def add_indent_tokens(self) -> None:
        self.tokens.extend(self.indent_tokens)
        self.at += sum(map(len, self.indent_tokens))

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.at += len(value)

    def before_codegen(self, node: cst.CSTNode) -> None:
        self.nodes.append(node)
        self.parents[id(node)] = self._open[-1][0]
        self._open.append((id(node), self.at))

    def after_codegen(self, node: cst.CSTNode) -> None:
        # What belongs to a node's own syntax has been recorded, without the space around it.
        _, start = self._open.pop()
        self.places.setdefault(id(node), (start, self.at))

    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Any:
        return _Recording(self, node, start_node, end_node)


class _Recording:
    """Notes where the syntax of a node starts and ends."""

    __slots__ = ("_end", "_from", "_node", "_start", "_state")

    def __init__(
        self,
        state: _Placing,
        node: cst.CSTNode,
        start: cst.CSTNode | None,
        end: cst.CSTNode | None,
    ) -> None:
        self._state = state
        self._node = node
        self._start = start
        self._end = end

    def __enter__(self) -> None:
        self._from = self._state.at

    def __exit__(self, *error: object) -> None:
        places = self._state.places
        first = self._from if self._start is None else places[id(self._start)][0]
        last = self._state.at if self._end is None else places[id(self._end)][1]
        places[id(self._node)] = first, last
