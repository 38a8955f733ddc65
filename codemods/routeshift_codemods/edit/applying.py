"""Applying changes: each statement that they are about is parsed, changed, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst as cst

from routeshift.errors import TargetError
from routeshift_codemods.edit.change import Change, Outcome, SharedLineError, Transform
from routeshift_codemods.edit.statements import StatementLines, lines_around, with_comments_above
from routeshift_codemods.index import Module, parse_text
from routeshift_codemods.places import Place, Places, text_of

# What an indented statement is put into, to be parsed as it stands, its strings included.
_AROUND = "if 1:\n"


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
    for lines, found in _by_statement(module, inside).items():
        above = source.offset(lines.first, 0)
        parts += [source.text[at:above], StatementText(module, lines).changed(found)]
        at = source.offset(lines.last + 1, 0)
    return "".join([*parts, source.text[at:end]])


def rewritten(text: str, transform: Transform[Any]) -> str:
    """A text in which the first node of the transform's kind is changed: to try a transform."""
    module = parse_text(text, Path("example.py"), "example")
    return applied(module, [Change(module.path, (0, len(text.rstrip())), transform)])


def _by_statement(
    module: Module, changes: Iterable[Change]
) -> Mapping[StatementLines, list[Change]]:
    """The changes by the lines of their statements, from top to bottom, none inside another."""
    placed = sorted(
        ((_lines_of(module, change), change) for change in changes),
        # The outer statement first, so that the changes inside of it join it.
        key=lambda row: (row[0][0], -row[0][1]),
    )
    found: dict[StatementLines, list[Change]] = {}
    outer = StatementLines(0, 0)
    for lines, change in placed:
        outer = lines if lines.first > outer.last else outer
        found.setdefault(outer, []).append(change)
    return found


def _lines_of(module: Module, change: Change) -> StatementLines:
    lines = lines_around(module, change.span, of_head=change.transform.of_head)
    return with_comments_above(module, lines) if change.transform.above else lines


@dataclass(frozen=True)
class StatementText:
    """One statement, as whole lines of a module.

    Attributes:
        module: The module.
        lines: Its lines; of a head, it is read with a body that is put in for that.
    """

    module: Module
    lines: StatementLines

    def changed(self, changes: Sequence[Change]) -> str:
        """Its text with changes, which happen in the order of their nodes.

        Raises:
            TargetError: LibCST does not read it, or it has to have its line to itself.
        """
        tree, places = self._placed()
        rewriter = _Rewriter(places, [self._waiting(change) for change in changes])
        try:
            after = tree.visit(rewriter)
        except cst.CSTValidationError as error:
            raise self._unread() from error
        except SharedLineError as error:
            raise TargetError(
                "This statement has to change, and others stand on its line.",
                file=self.module.path,
                line=self.lines.first,
                hint="Give it a line of its own. Nothing was written.",
            ) from error
        if rewriter.waiting:
            # As an import behind a colon, which is no line of statements.
            raise TargetError(
                "This statement has to change, and LibCST sees another one here.",
                file=self.module.path,
                line=self.lines.first,
                hint="Give it a line of its own. Nothing was written.",
            )
        return self._rendered(after)

    def parsed(self) -> cst.Module:
        """It as a tree, an indented one as the body of an `if`.

        Raises:
            TargetError: LibCST does not read it.
        """
        return self._placed()[0]

    def _placed(self) -> tuple[cst.Module, Places]:
        text = self._text
        try:
            tree = cst.parse_module(text)
            places = Places(tree)
        except (cst.ParserSyntaxError, cst.CSTValidationError, RecursionError) as error:
            raise self._unread() from error
        # LibCST drops what it does not know, as some form feeds: then positions are others.
        if places.text != text:
            raise self._unread()
        return tree, places

    @property
    def _text(self) -> str:
        source = self.module.source
        text = source.text[self._start : source.offset(self.lines.last + 1, 0)] + self._body
        return f"{_AROUND}{text}" if self._is_indented else text

    @property
    def _body(self) -> str:
        """What stands for the body that was left out."""
        return "" if self.lines.inside is None else f"{self.lines.inside}pass\n"

    @property
    def _start(self) -> int:
        return self.module.source.offset(self.lines.first, len(self._feeds))

    @property
    def _is_indented(self) -> bool:
        return self.module.source.lines[self.lines.first - 1].lstrip("\f")[:1].isspace()

    @property
    def _feeds(self) -> str:
        """The form feeds before its first line, which indent nothing and which LibCST drops."""
        line = self.module.source.lines[self.lines.first - 1]
        return line[: len(line) - len(line.lstrip("\f"))]

    def _waiting(self, change: Change) -> _Waiting:
        before = self._start - (len(_AROUND) if self._is_indented else 0)
        start, end = (offset - before for offset in change.span)
        return _Waiting(start, end, change)

    def _rendered(self, tree: cst.Module) -> str:
        # LibCST would put a `pass` or an empty line where nothing is left.
        if self._is_indented and not cst.ensure_type(tree.body[0], cst.If).body.body:
            return self._feeds
        if not tree.body and not tree.header:
            return self._feeds
        code = text_of(tree).removesuffix(self._body)
        return self._feeds + (code.removeprefix(_AROUND) if self._is_indented else code)

    def _unread(self) -> TargetError:
        return TargetError(
            "LibCST does not read this statement, which has to change.",
            file=self.module.path,
            line=self.lines.first,
            hint="Write it in older syntax, or change it by hand. Nothing was written.",
        )


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A change that has not found its node, with its place in the text of the statement."""

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
        after: Outcome = updated_node
        for change in self._found.get(id(original_node), ()):
            assert isinstance(after, cst.CSTNode)
            after = change.transform.change(after)
        return after

    # LibCST would look for a method of its own for each attribute.
    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None: ...

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None: ...
