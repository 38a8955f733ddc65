"""What a module says of a parameter, as it stands in source: its type, default and constraints."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift_codemods.index import Index, Module
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.text import Piece
from routeshift_codemods.resolve import (
    MethodParameter,
    annotated_parts,
    given_default,
    is_sentinel,
    marker_of,
    members_of_union,
    without_quotes,
)

# What FastAPI's markers take and pydantic's Field does not.
_MARKER_ONLY = frozenset(
    {
        "embed",
        "media_type",
        "include_in_schema",
        "convert_underscores",
        "example",
        "openapi_examples",
    }
)


@dataclass(frozen=True, slots=True)
class SourceParameters:
    """The parameters of one module, as its source has them.

    Attributes:
        index: The facts.
        module: The module that the parameters stand in.
        width: How long a line may be.
        symbols: What generated models call their imports.
    """

    index: Index
    module: Module
    width: int
    symbols: Symbols

    def source(self, node: ast.expr) -> str:
        """An expression as it stands in source, on one line if it has no comment in it."""
        if not getattr(node, "lineno", 0):  # from a quoted annotation, or made up
            return _double_quoted(node)
        text = self.module.source.segment(node)
        if isinstance(node, ast.NamedExpr):  # whose brackets are not part of the node
            return f"({text})"
        # The tree of newer syntax than this interpreter's cannot be printed: it has blanks.
        if "\n" not in text or self.module.is_newer:
            return text
        inside = self.module.tokens.comments_between(node.lineno, (node.end_lineno or 0) - 1)
        if not inside:
            return _double_quoted(node)
        return text if _stands_alone(text) else f"(\n{' ' * 8}{text}\n{' ' * 4})"

    def annotation(self, node: ast.expr) -> str:
        """An annotation as a module writes it that has all names at hand: without quotes."""
        return self.source(without_quotes(node))

    def pieces(self, parameter: MethodParameter) -> list[Piece]:
        """The annotation without its FastAPI marker: the type, and metadata that stays."""
        node = parameter.node.annotation
        if node is None:
            return [Piece(self.symbols.use("typing", "Any"))]
        bare, metadata = annotated_parts(self.index, self.module, node)
        kept = [m for m in metadata if marker_of(self.index, self.module, m) is None]
        if not metadata or bare is None:
            return [Piece(self.with_instances(node, self.symbols))]
        return [Piece(self.with_instances(bare, self.symbols)), *map(self.piece, kept)]

    def with_instances(self, node: ast.expr, symbols: Symbols) -> str:
        """An annotation in source, with `InstanceOf[X]` for a sentinel's class X (rule P9)."""
        members = members_of_union(self.index, self.module, node)
        sentinels = [m for m in members if is_sentinel(self.index, self.module, m)]
        if not sentinels:
            return self.source(node)
        called = symbols.use("pydantic", "InstanceOf")
        return " | ".join(
            f"{called}[{self.source(m)}]" if m in sentinels else self.source(m) for m in members
        )

    def piece(self, node: ast.expr) -> Piece:
        """A part of an annotation, which can be laid out over several lines."""
        if not isinstance(node, ast.Call):
            return Piece(self.source(node))
        arguments = [self.source(argument) for argument in node.args]
        arguments += [f"{k.arg}={self.source(k.value)}" for k in node.keywords]
        return Piece(self.source(node.func), tuple(arguments))

    def annotated(self, parameter: MethodParameter) -> str:
        """How `Annotated` is called in the parameter's annotation."""
        node = parameter.node.annotation
        _, metadata = annotated_parts(self.index, self.module, node)
        if metadata and isinstance(node, ast.Subscript):
            return self.source(node.value)
        return self.symbols.use("typing", "Annotated")

    def default(self, parameter: MethodParameter) -> str | None:
        """The default in source; None without one."""
        default = given_default(parameter)
        return None if default is None else self.source(default)

    def constraints(self, parameter: MethodParameter) -> dict[str, str]:
        """What a marker or a `Field(...)` default says beside the default, by keyword."""
        calls = [parameter.marker]
        if parameter.facts.field_default:
            calls.append(parameter.default)
        found: dict[str, str] = {}
        for node in calls:
            for keyword in getattr(node, "keywords", []):
                if keyword.arg not in (None, "default", *_MARKER_ONLY):
                    found[keyword.arg] = self.source(keyword.value)
        return found


def _stands_alone(text: str) -> bool:
    """Whether an expression over several lines needs no bracket that stood around it."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _double_quoted(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if '"' in text or "\\" in text else text.replace("'", '"')
