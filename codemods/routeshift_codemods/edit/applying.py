"""Applying changes: each piece that they are about is parsed, changed, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst as cst

from routeshift_codemods.edit.change import Change, Outcome, SharedLineError, Transform
from routeshift_codemods.edit.pieces import Piece
from routeshift_codemods.edit.shown import shown_as_before
from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.places import Place, Places


def applied(
    module: Module, changes: Iterable[Change], first: int = 1, last: int | None = None
) -> str:
    """A part of a module's text with the changes of the statements in it.

    Args:
        module: The module.
        changes: What changes; those of other files do not count.
        first: The first line of the part, which is of whole statements.
        last: The last one; None for that of the text.

    Raises:
        TargetError: LibCST does not read a statement that changes.
    """
    source = module.source
    at = start = source.offset(first, 0)
    end = len(source.text) if last is None else source.offset(last + 1, 0)
    own = (change for change in changes if change.file == module.path)
    inside = [c for c in own if start <= c.span[0] and c.span[1] <= end]
    parts: list[str] = []
    for piece, found in _by_piece(module, inside):
        parts += [source.text[at : piece.start], _changed(piece, found)]
        at = piece.end if parts[-1] else _below(source.text, piece.end, "".join(parts))
    return "".join([*parts, source.text[at:end]])


def _below(text: str, at: int, above: str) -> int:
    """Where a text goes on below a statement that is gone, so that it leaves no gap."""
    there = max(0, len(above) - len(above.rstrip("\n")) - 1)
    most = len(text) - at - len(text[at:].lstrip("\n"))
    # Of the blank lines above and below it those stay that are more; a text begins with none.
    return at + (min(there, most) if above else most)


def rewritten(text: str, transform: Transform[Any]) -> str:
    """A text in which the first node of the transform's kind is changed: to try a transform."""
    module = parse_text(text, Path("example.py"), "example")
    return applied(module, [Change(module.path, (0, len(text.rstrip())), transform)])


def _by_piece(module: Module, changes: Iterable[Change]) -> list[tuple[Piece, list[Change]]]:
    """The changes by the pieces that they are in, from top to bottom, none inside another."""
    placed = sorted(
        ((Piece.of_change(module, change), change) for change in changes),
        # The outer one first, so that the changes inside of it join it.
        key=lambda row: (row[0].start, -row[0].end),
    )
    found: list[tuple[Piece, list[Change]]] = []
    for piece, change in placed:
        if not found or piece.start >= found[-1][0].end:
            found.append((piece, []))
        found[-1][1].append(change)
    return found


def _changed(piece: Piece, changes: Sequence[Change]) -> str:
    """The text of a piece with changes, which happen in the order of their nodes.

    Raises:
        TargetError: LibCST does not read it, or it has to have its line to itself.
    """
    tree, places = piece.parsed()
    rewriter = _Rewriter(places, [_waiting(piece, change) for change in changes])
    try:
        after = tree.visit(rewriter)
    except cst.CSTValidationError as error:
        raise piece.unread() from error
    except SharedLineError as error:
        raise piece.refused(
            "This statement has to change, and others stand on its line.", _OWN_LINE
        ) from error
    if rewriter.waiting:
        # As an import behind a colon, which is no line of statements.
        raise piece.refused(
            "This statement has to change, and LibCST sees another one here.", _OWN_LINE
        )
    return piece.rendered(after)


_OWN_LINE = "Give it a line of its own."


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A change that has not found its node, with its place in the text that is parsed."""

    start: int
    end: int
    change: Change

    def is_about(self, node: cst.CSTNode, place: Place) -> bool:
        """Whether a node of a place is of its kind and in its span."""
        if not isinstance(node, self.change.transform.kind) or not self.start <= place[0]:
            return False
        # An expression begins where others do that are longer.
        longer = isinstance(node, cst.BaseExpression) and place[1] > self.end
        return place[0] < self.end and not longer


def _waiting(piece: Piece, change: Change) -> _Waiting:
    start, end = (offset - piece.offset for offset in change.span)
    return _Waiting(start, end, change)


class _Rewriter(cst.CSTTransformer):
    """Gives each change the first node of its kind in its span.

    LibCST makes each node anew that it visits: it visits those alone that have a changed one
    inside.

    Attributes:
        waiting: The changes that have found none.
    """

    def __init__(self, places: Places, waiting: list[_Waiting]) -> None:
        super().__init__()
        self.waiting = waiting
        self._found: dict[int, list[Change]] = {}
        self._around: set[int] = set()
        for node, place in places.all():
            if not waiting:
                break
            for row in [row for row in waiting if row.is_about(node, place)]:
                self._found.setdefault(id(node), []).append(row.change)
                self._around.update(places.around(node))
                waiting.remove(row)

    def on_visit(self, node: cst.CSTNode) -> bool:
        return id(node) in self._around

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> Any:
        own = shown_as_before(original_node, updated_node)
        transforms = [c.transform for c in self._found.get(id(original_node), ())]
        front: list[cst.CSTNode] = []
        for transform in (t for t in transforms if t.in_front):
            *new, own = _nodes(transform.change(own))
            front += new
        after: Outcome = own
        for transform in (t for t in transforms if not t.in_front):
            after = _outcome(transform, after)
        return cst.FlattenSentinel([*front, *_nodes(after)]) if front else after

    # LibCST would look for a method of its own for each attribute.
    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None: ...

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None: ...


def _nodes(outcome: Outcome) -> Sequence[cst.CSTNode]:
    """What has become of a node, as a list."""
    if isinstance(outcome, cst.CSTNode):
        return [outcome]
    return [*outcome] if isinstance(outcome, cst.FlattenSentinel) else []


def _outcome(transform: Transform[Any], before: Outcome) -> Outcome:
    """What becomes of what another transform has left: of several nodes, the first is its own."""
    if isinstance(before, cst.CSTNode):
        return transform.change(before)
    own, *others = _nodes(before)
    return cst.FlattenSentinel([*_nodes(transform.change(own)), *others])
