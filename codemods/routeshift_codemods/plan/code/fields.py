"""A parameter of a method as a field of its request model, or as a parameter of a handler."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift.wire.places import Place, marked_place
from routeshift_codemods.index.index import Index, Module
from routeshift_codemods.plan.code.served import ServedParameter
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.text.python import (
    INDENT,
    Piece,
    call,
    string,
    subscript,
    wrapped_string,
)
from routeshift_codemods.resolve.instances import is_sentinel
from routeshift_codemods.resolve.meaning import NONE, type_meaning
from routeshift_codemods.resolve.parameters import (
    MethodParameter,
    annotated_parts,
    given_default,
    marker_of,
)
from routeshift_codemods.resolve.shapes import members_of_union, without_quotes

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
class ParameterRenderer:
    """Renders parameters of one module.

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
            return [Piece(self._with_instances(node, self.symbols))]
        return [Piece(self._with_instances(bare, self.symbols)), *map(self._piece, kept)]

    def _with_instances(self, node: ast.expr, symbols: Symbols) -> str:
        """An annotation in source, with `InstanceOf[X]` for a sentinel's class X (rule P9)."""
        members = members_of_union(self.index, self.module, node)
        sentinels = [m for m in members if is_sentinel(self.index, self.module, m)]
        if not sentinels:
            return self.source(node)
        called = symbols.use("pydantic", "InstanceOf")
        return " | ".join(
            f"{called}[{self.source(m)}]" if m in sentinels else self.source(m) for m in members
        )

    def _piece(self, node: ast.expr) -> Piece:
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

    def field(
        self,
        name: str,
        parameter: MethodParameter,
        description: str | None,
        alias: str | None = None,
        *,
        hidden: bool = False,
        spread: bool = False,
    ) -> str:
        """One line (or several) of a request model's body, without its indentation.

        Args:
            name: The field.
            parameter: The parameter that it was.
            description: What the docstring says of it.
            alias: What clients call it, if that is something else.
            hidden: Whether the schema of the model leaves it out.
            spread: Whether its handler takes the fields one by one, and makes the model of them.
        """
        if parameter.wire is None:
            given = self.default(parameter)
            constraints = self.constraints(parameter)
            pieces = self.pieces(parameter)
        else:
            served = ServedParameter(self, parameter, parameter.wire, self.symbols)
            given, constraints = served.default, served.keywords
            pieces = served.field_pieces(hidden=hidden)
        if hidden:
            skip = self.symbols.use("pydantic.json_schema", "SkipJsonSchema")
            pieces[0] = Piece(f"{skip}[{pieces[0]}]")
        if spread and given == "None" and self._demands_value(parameter):
            # The handler passes it on, where the model would not look at its own default.
            pieces[0] = Piece(f"{pieces[0]} | None")
        default = {} if given is None or "default_factory" in constraints else {"default": given}
        arguments = default | ({} if alias is None else {"alias": string(alias)}) | constraints
        described = None if "description" in arguments else description
        called = None
        if described is not None or arguments.keys() - {"default"}:
            called = self.symbols.use("pydantic", "Field")
        head = self._head(name, pieces, parameter, f" = {called}(" if called else "")
        if called is not None:
            return self._with_field(f"{head} = {called}", arguments, described)
        return f"{head} = {given}" if arguments else head

    def _head(self, name: str, pieces: list[Piece], parameter: MethodParameter, behind: str) -> str:
        """A field's name and type, laid out for what follows on the same line."""
        if len(pieces) == 1:
            return f"{name}: {pieces[0]}"
        before = f"{name}: {self.annotated(parameter)}"
        return subscript(before, pieces, len(behind), INDENT, self.width)

    def _with_field(self, head: str, arguments: dict[str, str], description: str | None) -> str:
        """A field with its `Field(...)`, whose description is in pieces where it is too long."""
        rows = [f"{key}={value}" for key, value in arguments.items()]
        if description is None:
            return call(head, rows, INDENT, self.width)
        key = "description="
        one_line = call(head, [*rows, f"{key}{string(description)}"], INDENT, self.width)
        if "\n" not in one_line.removeprefix(head):
            return one_line
        wrapped = wrapped_string(description, key, INDENT * 2, self.width)
        return call(head, [*rows, f"{key}{wrapped}"], INDENT, self.width)

    def _demands_value(self, parameter: MethodParameter) -> bool:
        """Whether the type of a parameter is there, and has no None in it."""
        bare, _ = annotated_parts(self.index, self.module, parameter.node.annotation)
        if bare is None or (parameter.wire is not None and parameter.wire.nullable):
            return False
        return not type_meaning(self.index, self.module, bare) & {NONE, "typing.Any"}

    def described(
        self,
        parameter: MethodParameter,
        marker: str | None,
        description: str | None,
        symbols: Symbols,
    ) -> list[Piece]:
        """The annotation of a handler's parameter, with a marker that carries the description.

        Args:
            parameter: The parameter.
            symbols: What the handlers' file calls its imports.
            marker: The marker to add when it has none, as it is called in the file.
            description: What the docstring says of it.

        Returns:
            The type and its metadata; more than one piece needs an `Annotated`.
        """
        if parameter.wire is not None:
            served = ServedParameter(self, parameter, parameter.wire, symbols)
            return served.handler_pieces(marker, description)
        own = parameter.marker
        bare, metadata = annotated_parts(self.index, self.module, parameter.node.annotation)
        if bare is None:
            pieces = [Piece(symbols.use("typing", "Any"))]
        else:
            pieces = [Piece(self._with_instances(without_quotes(bare), symbols))]
        pieces += [
            self._described(item, description) if item is own else self._piece(item)
            for item in metadata
        ]
        if parameter.facts.field_default and parameter.default is not None:
            field = self._described(parameter.default, None, drop_default=True)
            pieces += [field] if field.arguments else []
        if own is not None and own is parameter.default:
            pieces.append(self._described(own, description, drop_default=True))
        elif own is None and marker is not None:
            arguments = () if description is None else (f"description={string(description)}",)
            pieces.append(Piece(marker, arguments))
        return pieces

    def handler_default(self, parameter: MethodParameter, symbols: Symbols) -> str | None:
        """The default of a handler's parameter; None without one."""
        if parameter.wire is None:
            return self.default(parameter)
        return ServedParameter(self, parameter, parameter.wire, symbols).default

    def _described(
        self, marker: ast.expr, description: str | None, *, drop_default: bool = False
    ) -> Piece:
        piece = self._piece(marker)
        arguments = list(piece.arguments or ())
        known = {k.arg for k in getattr(marker, "keywords", [])}
        if drop_default and isinstance(marker, ast.Call):
            kept = [k for k in marker.keywords if k.arg != "default"]
            arguments = [f"{k.arg}={self.source(k.value)}" for k in kept]
        if marked_place(marker_of(self.index, self.module, marker)) is Place.DEPENDENCY:
            return piece
        if description is not None and "description" not in known:
            arguments.append(f"description={string(description)}")
        return Piece(piece.head, tuple(arguments))


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
