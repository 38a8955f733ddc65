"""What a host is, and what stands in its place."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode, Module

Owner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Replacement:
    """The lines that let a host find what has moved, too.

    Attributes:
        code: The statements.
        imports: The imports that they need, each a statement.
        before: The statement in front of which they stand; None where a person has to see how
            they fit in.
    """

    code: str
    imports: tuple[str, ...] = ()
    before: ast.stmt | None = None

    def as_text(self) -> str:
        """All of it, imports first."""
        head = "".join(f"{line}\n" for line in self.imports)
        return f"{head}\n{self.code}" if head else self.code


def written(module: Module, node: ast.AST) -> str:
    """A node as it stands in its module, when it has one line; else as Python writes it.

    Args:
        module: The module.
        node: An expression or a statement.
    """
    found = ast.get_source_segment(module.source.text, node)
    return found if found and "\n" not in found else ast.unparse(node)


@dataclass(frozen=True, slots=True)
class Host:
    """A function that depends on the metadata.

    Attributes:
        module: Its module.
        function: The innermost function around the place.
        packages: The packages of the APIs, as arguments of `discover`.
        lookups: The names, in this module, of functions that find a route by its path.
    """

    module: Module
    function: FunctionNode
    packages: str
    lookups: frozenset[str] = frozenset()
