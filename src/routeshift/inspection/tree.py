"""Routes as a tree of their paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routeshift.inspection.rows import title
from routeshift.printable import line
from routeshift.wire import Operation


def tree_lines(operations: Iterable[Operation]) -> list[str]:
    """The lines of a tree: a branch for each part of a path, and what is served below it.

    Args:
        operations: The operations, in the order in which they are listed.
    """
    root = _Node("")
    for operation in operations:
        node = root
        for part in operation.path.strip("/").split("/"):
            node = node.below.setdefault(part, _Node(part))
        node.operations.append(operation)
    return [text for node in root.below.values() for text in node.lines("", "", "")]


class _Node:
    """A part of a path.

    Args:
        part: It.
    """

    def __init__(self, part: str) -> None:
        self.part = part
        self.operations: list[Operation] = []
        self.below: dict[str, _Node] = {}

    def lines(self, before: str, branch: str, after: str) -> Iterator[str]:
        """Its line, and those of what is below it."""
        path, node = f"/{self.part}", self
        # A part that leads to one other part alone needs no line of its own.
        while not node.operations and len(node.below) == 1:
            (node,) = node.below.values()
            path += f"/{node.part}"
        yield f"{before}{branch}{line(path)}"
        rows = [_label(operation) for operation in node.operations]
        last = len(rows) + len(node.below) - 1
        for number, text in enumerate(rows):
            yield f"{before}{after}{'└─ ' if number == last else '├─ '}{text}"
        for number, child in enumerate(node.below.values(), len(rows)):
            ends = number == last
            mark, rest = ("└─ ", "   ") if ends else ("├─ ", "│  ")
            yield from child.lines(before + after, mark, rest)


def _label(operation: Operation) -> str:
    facts = [operation.api, operation.kind, *(["deprecated"] if operation.deprecated else [])]
    return line(f"{operation.method} {title(operation)} ({', '.join(filter(None, facts))})")
