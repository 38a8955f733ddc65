"""A parameter of a method as a field of its request model, or as a parameter of a handler."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift.wire import Place, marked_place
from routeshift_codemods.new import (
    Argument,
    Expression,
    Line,
    annotated,
    call,
    code_of,
    dotted,
    field,
    keyword,
    literal,
    of,
    string,
    union,
    with_argument,
    wrapped,
)
from routeshift_codemods.plan.code.served import ServedParameter
from routeshift_codemods.plan.code.sources import SourceParameters
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.resolve import (
    NONE,
    MethodParameter,
    annotated_parts,
    marker_of,
    type_meaning,
    without_quotes,
)

# How deep what is said of a field stands.
_DEPTH = 8


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
    ) -> Line:
        """One statement of a request model's body.

        Args:
            name: The field.
            parameter: The parameter that it was.
            description: What the docstring says of it.
            alias: What clients call it, if that is something else.
            hidden: Whether the schema of the model leaves it out.
            spread: Whether its handler takes the fields one by one, and makes the model of them.
        """
        served = None
        if parameter.wire is None:
            given = self.default(parameter)
            constraints = self.constraints(parameter)
            pieces = self.pieces(parameter)
        else:
            served = ServedParameter(self, parameter, parameter.wire, self.symbols)
            given, constraints = served.default, served.keywords
            pieces = served.field_pieces(hidden=hidden)
        if hidden:
            skip = dotted(self.symbols.use("pydantic.json_schema", "SkipJsonSchema"))
            pieces[0] = of(skip, pieces[0])
        if spread and _is_none(given) and self._demands_value(parameter):
            # The handler passes it on, where the model would not look at its own default.
            pieces[0] = union([pieces[0], literal(None)])
        arguments: dict[str, Expression] = {}
        # Pydantic refuses both.
        if given is not None and "default_factory" not in constraints:
            arguments["default"] = given
        arguments |= ({} if alias is None else {"alias": string(alias)}) | constraints
        if description is not None and "description" not in arguments:
            arguments["description"] = wrapped("description", description, _DEPTH, self.width)
        kind = pieces[0] if len(pieces) == 1 else annotated(self.annotated(parameter), pieces)
        if served is not None:
            kind = served.dumped(kind)
        if arguments.keys() - {"default"}:
            return field(name, kind, call(self.symbols.use("pydantic", "Field"), **arguments))
        return field(name, kind, arguments.get("default"))

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
    ) -> list[Expression]:
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
            pieces = [dotted(symbols.use("typing", "Any"))]
        else:
            pieces = [self.with_instances(without_quotes(bare), symbols)]
        # What is quoted is parsed anew by everyone who reads it.
        said_by = None if own is None or own is parameter.default else ast.dump(own)
        pieces += [
            self._described(item, description) if ast.dump(item) == said_by else self.source(item)
            for item in metadata
        ]
        if parameter.facts.field_default and isinstance(parameter.default, ast.Call):
            kept = self._without_default(parameter.default)
            pieces += [call(self.source(parameter.default.func), kept)] if kept else []
        if own is not None and own is parameter.default:
            pieces.append(self._described(own, description, drop_default=True))
        elif own is None and marker is not None:
            said = {} if description is None else {"description": self.said(description)}
            pieces.append(call(marker, **said))
        return pieces

    def handler_default(self, parameter: MethodParameter, symbols: Symbols) -> Expression | None:
        """The default of a handler's parameter; None without one."""
        if parameter.wire is None:
            return self.default(parameter)
        return ServedParameter(self, parameter, parameter.wire, symbols).default

    def _described(
        self, marker: ast.expr, description: str | None, *, drop_default: bool = False
    ) -> Expression:
        """A marker of a user's that says what the docstring says, too."""
        found = self.source(marker)
        if marked_place(marker_of(self.index, self.module, marker)) is Place.DEPENDENCY:
            return found
        if not isinstance(marker, ast.Call):
            # A class stands for a call of it without arguments.
            found = call(found)
        elif drop_default:
            found = call(self.source(marker.func), self._without_default(marker))
        known = {k.arg for k in getattr(marker, "keywords", [])}
        if description is None or "description" in known:
            return found
        return with_argument(found, keyword("description", self.said(description)))

    def _without_default(self, marker: ast.Call) -> list[Argument]:
        """The arguments of a marker that was a default, but for that default."""
        named = [k for k in marker.keywords if k.arg not in (None, "default")]
        return [keyword(str(k.arg), self.source(k.value)) for k in named]


def _is_none(found: Expression | None) -> bool:
    return found is not None and code_of(found) == "None"
