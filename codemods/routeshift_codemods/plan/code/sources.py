"""What a module says of a parameter, as it stands in source: its type, default and constraints."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift.errors import TargetError
from routeshift_codemods.index import Index, Module
from routeshift_codemods.new import (
    Argument,
    Expression,
    UnreadError,
    dotted,
    expression,
    of,
    positional,
    union,
    unpacked,
    wrapped,
)
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.resolve import (
    MethodParameter,
    annotated_parts,
    given_default,
    is_sentinel,
    marker_of,
    members_of_union,
    without_quotes,
)

# How deep what a marker is told stands: in its call, in a parameter, in a handler of a function.
_DEPTH = 16
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

    def source(self, node: ast.expr) -> Expression:
        """An expression as it stands in source, with the comments in it.

        Raises:
            TargetError: LibCST does not read it.
        """
        if not getattr(node, "lineno", 0):  # from a quoted annotation, or made up
            return printed(node)
        text = self.module.source.segment(node)
        try:
            # Brackets are not part of a node, and nothing binds weaker than this one.
            return expression(f"({text})" if isinstance(node, ast.NamedExpr) else text)
        except UnreadError as error:
            raise TargetError(
                "LibCST does not read this expression, which new code needs.",
                file=self.module.path,
                line=node.lineno,
                hint="Write it in older syntax. Nothing was written.",
            ) from error

    def annotation(self, node: ast.expr) -> Expression:
        """An annotation as a module writes it that has all names at hand: without quotes."""
        return self.source(without_quotes(node))

    def pieces(self, parameter: MethodParameter) -> list[Expression]:
        """The annotation without its FastAPI marker: the type, and metadata that stays."""
        node = parameter.node.annotation
        if node is None:
            return [dotted(self.symbols.use("typing", "Any"))]
        bare, metadata = annotated_parts(self.index, self.module, node)
        kept = [m for m in metadata if marker_of(self.index, self.module, m) is None]
        if not metadata or bare is None:
            return [self.with_instances(node, self.symbols)]
        return [self.with_instances(bare, self.symbols), *map(self.source, kept)]

    def with_instances(self, node: ast.expr, symbols: Symbols) -> Expression:
        """An annotation in source, with `InstanceOf[X]` for a sentinel's class X (rule P9)."""
        members = members_of_union(self.index, self.module, node)
        sentinels = [m for m in members if is_sentinel(self.index, self.module, m)]
        if not sentinels:
            return self.source(node)
        called = dotted(symbols.use("pydantic", "InstanceOf"))
        return union(
            [of(called, self.source(m)) if m in sentinels else self.source(m) for m in members]
        )

    def argument(self, node: ast.expr) -> Argument:
        """An argument of a call that is passed by place, or unpacked."""
        if isinstance(node, ast.Starred):
            return unpacked(self.source(node.value))
        return positional(self.source(node))

    def annotated(self, parameter: MethodParameter) -> Expression:
        """How `Annotated` is called in the parameter's annotation."""
        node = parameter.node.annotation
        _, metadata = annotated_parts(self.index, self.module, node)
        if metadata and isinstance(node, ast.Subscript):
            return self.source(node.value)
        return dotted(self.symbols.use("typing", "Annotated"))

    def default(self, parameter: MethodParameter) -> Expression | None:
        """The default in source; None without one."""
        default = given_default(parameter)
        return None if default is None else self.source(default)

    def said(self, description: str) -> Expression:
        """A description in the signature of a handler."""
        return wrapped("description", description, _DEPTH, self.width)

    def constraints(self, parameter: MethodParameter) -> dict[str, Expression]:
        """What a marker or a `Field(...)` default says beside the default, by keyword."""
        calls = [parameter.marker]
        if parameter.facts.field_default:
            calls.append(parameter.default)
        found: dict[str, Expression] = {}
        for node in calls:
            for keyword in getattr(node, "keywords", []):
                if keyword.arg not in (None, "default", *_MARKER_ONLY):
                    found[keyword.arg] = self.source(keyword.value)
        return found


def printed(node: ast.expr) -> Expression:
    """An expression that stands nowhere in source."""
    text = ast.unparse(node)
    return expression(text if '"' in text or "\\" in text else text.replace("'", '"'))
