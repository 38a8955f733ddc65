"""A parameter of a method as a field of its request model, or as a parameter of a handler."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift.wire import Place, marked_place
from routeshift_codemods.plan.code.served import ServedParameter
from routeshift_codemods.plan.code.sources import SourceParameters
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.plan.text import INDENT, Piece, call, string, subscript, wrapped_string
from routeshift_codemods.resolve import (
    NONE,
    MethodParameter,
    annotated_parts,
    marker_of,
    type_meaning,
    without_quotes,
)


@dataclass(frozen=True, slots=True)
class ParameterRenderer(SourceParameters):
    """Renders parameters of one module, in request models and in handlers."""

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
            pieces = [Piece(self.with_instances(without_quotes(bare), symbols))]
        pieces += [
            self._described(item, description) if item is own else self.piece(item)
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
        piece = self.piece(marker)
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
