"""What changes in a file, as data: where, and how."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import libcst as cst

Node = TypeVar("Node", bound=cst.CSTNode)

# What may become of a node: another one, several, or none.
Outcome = cst.CSTNode | cst.FlattenSentinel[Any] | cst.RemovalSentinel


class SharedLineError(Exception):
    """A statement cannot be changed while others stand on its line."""


@dataclass(frozen=True, slots=True)
class Transform(ABC, Generic[Node]):
    """Changes nodes of one kind; subclasses are frozen dataclasses.

    Attributes:
        kind: The kinds of node that it changes: of those in a change's span it gets the first.
        of_head: Whether it reads and writes nothing below the head of a function.
        above: Whether it reads and writes the comment lines right above a statement, too.
        alone: Whether it reads and writes nothing outside of its expression.
        in_front: Whether it puts others in front of its node, which it leaves as it is.
    """

    kind: ClassVar[type[cst.CSTNode] | tuple[type[cst.CSTNode], ...]]
    of_head: ClassVar[bool] = False
    above: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    in_front: ClassVar[bool] = False

    @abstractmethod
    def change(self, node: Node) -> Outcome:
        """What becomes of a node. It is not changed in place.

        Raises:
            SharedLineError: It would change what stands beside it.
        """


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a file.

    Attributes:
        file: The file.
        span: Where the node starts and ends in its text, in characters.
        transform: What is done to it.
    """

    file: Path
    span: tuple[int, int]
    transform: Transform[Any]
