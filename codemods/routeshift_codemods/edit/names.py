"""Names and modules that are called something else where code lands."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from routeshift_codemods.edit.change import Transform


@dataclass(frozen=True, slots=True)
class ReplaceName(Transform[cst.Name]):
    """Put another name in the place of one.

    >>> print(rewritten("__name__", ReplaceName("__package__")))
    __package__

    Attributes:
        name: The name that stands there afterwards.
    """

    kind = cst.Name
    name: str

    def change(self, node: cst.Name) -> cst.Name:
        return node.with_changes(value=self.name)


@dataclass(frozen=True, slots=True)
class DeepenImport(Transform[cst.ImportFrom]):
    """Let a relative import find its module from a package that lies deeper.

    >>> print(rewritten("from .common import Page", DeepenImport(1)))
    from ..common import Page

    Attributes:
        levels: How many packages deeper.
    """

    kind = cst.ImportFrom
    levels: int

    def change(self, node: cst.ImportFrom) -> cst.ImportFrom:
        return node.with_changes(relative=(*[cst.Dot()] * self.levels, *node.relative))
