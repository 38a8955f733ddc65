"""Import statements."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from routeshift_codemods.new.expressions import dotted, identifier
from routeshift_codemods.new.statements import Line

Alias = tuple[str, str | None]
"""A name, and what it is called here if that is something else."""


def import_from(where: str, names: Sequence[Alias]) -> Line:
    """A `from where import ...`.

    >>> code_of(import_from("..models", [("Order", None), ("Page", "Rows")]))
    'from ..models import Order, Page as Rows\\n'
    >>> code_of(import_from("..models", [("*", None)]))
    'from ..models import *\\n'

    Args:
        where: The module, with dots in front where it is relative.
        names: The names, or a star alone.
    """
    module = where.lstrip(".")
    node = cst.ImportFrom(
        module=_dotted(module) if module else None,
        names=cst.ImportStar() if ("*", None) in names else _aliases(names),
        relative=[cst.Dot()] * (len(where) - len(module)),
    )
    return cst.SimpleStatementLine([node])


def import_module(names: Sequence[Alias]) -> Line:
    """An `import ...`.

    >>> code_of(import_module([("os.path", None), ("numpy", "np")]))
    'import os.path, numpy as np\\n'
    """
    return cst.SimpleStatementLine([cst.Import(_aliases(names))])


def _aliases(names: Sequence[Alias]) -> list[cst.ImportAlias]:
    return [
        cst.ImportAlias(_dotted(name), cst.AsName(identifier(alias)) if alias else None)
        for name, alias in names
    ]


def _dotted(name: str) -> cst.Name | cst.Attribute:
    found = dotted(name)
    assert isinstance(found, cst.Name | cst.Attribute)
    return found
