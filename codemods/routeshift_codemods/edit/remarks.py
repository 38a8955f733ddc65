"""Comment lines above statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Outcome, SharedLineError, Transform

_STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)


@dataclass(frozen=True, slots=True)
class AddRemark(Transform[cst.CSTNode]):
    """Put comment lines above a statement, below those that stand there.

    >>> print(rewritten("await task()", AddRemark(("# TODO: who is it?",))))
    # TODO: who is it?
    await task()

    Attributes:
        lines: The lines, each with its `#`.
    """

    kind = _STATEMENTS
    lines: tuple[str, ...]

    def change(self, node: cst.CSTNode) -> Outcome:
        if not isinstance(node, _STATEMENTS):
            raise SharedLineError
        new = [cst.EmptyLine(comment=cst.Comment(line)) for line in self.lines]
        return node.with_changes(leading_lines=[*node.leading_lines, *new])


@dataclass(frozen=True, slots=True)
class RemoveRemark(Transform[cst.CSTNode]):
    """Take away a comment above a statement, with the lines that go on with it.

    >>> marked = '''# The last one.
    ... # TODO: who is it? It may be
    ... #     anybody.
    ... await task()'''
    >>> print(rewritten(marked, RemoveRemark("# TODO: ", "#     ")))
    # The last one.
    await task()

    Attributes:
        start: How its first line starts.
        more: How its further lines do.
    """

    # LibCST gives what stands above the first statement to the module.
    kind = (cst.Module, *_STATEMENTS)
    start: str
    more: str

    def change(self, node: cst.CSTNode) -> Outcome:
        if isinstance(node, cst.Module):
            return node.with_changes(header=self._kept(node.header))
        if not isinstance(node, _STATEMENTS):
            raise SharedLineError
        return node.with_changes(leading_lines=self._kept(node.leading_lines))

    def _kept(self, lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
        kept: list[cst.EmptyLine] = []
        inside = False
        for line in lines:
            text = line.comment.value if line.comment is not None else ""
            inside = text.startswith(self.start) or (inside and text.startswith(self.more))
            if not inside:
                kept.append(line)
        return kept
