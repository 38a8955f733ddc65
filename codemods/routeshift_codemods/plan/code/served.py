"""A parameter that its implementations take in another way than its Protocol says (rule R6).

It is written as clients see it. What the document says of it stays, by means of pydantic alone.
"""

from __future__ import annotations

import ast
import builtins
import copy
from dataclasses import dataclass
from typing import Any

from routeshift.wire import Place, Shape
from routeshift_codemods.index import UnknownValueError, value_of
from routeshift_codemods.new import (
    Expression,
    Template,
    call,
    code_of,
    dotted,
    expression,
    keyword,
    literal,
    of,
    positional,
    union,
)
from routeshift_codemods.plan.code.sources import SourceParameters, printed
from routeshift_codemods.plan.code.symbols import Symbols
from routeshift_codemods.resolve import (
    ACCEPTING,
    Carried,
    Method,
    MethodParameter,
    Wire,
    annotated_parts,
    given_default,
)
from routeshift_codemods.syntax import walk

ACCEPTS = "_accepts"


_LAMBDA = Template("lambda: {default}")
_ACCEPTS = Template(
    f'''
def {ACCEPTS}(kind: {{kind}}) -> {{wrap}}:
    """Accept another type than the one that is documented."""
    accepted = {{adapter}}(kind)
    return {{wrap}}(lambda value, _: accepted.validate_python(value, from_attributes=True))
'''
)


def accepts_text(symbols: Symbols) -> str:
    """The function that lets a field accept another type than the one that it is documented as.

    The request models have it beside them, for they are to need nothing but pydantic.
    """
    function = _ACCEPTS.statement(
        kind=dotted(symbols.use("typing", "Any")),
        adapter=dotted(symbols.use("pydantic", "TypeAdapter")),
        wrap=dotted(symbols.use("pydantic", "WrapValidator")),
    )
    return code_of(function)


@dataclass(frozen=True, slots=True)
class ServedParameter:
    """Renders one such parameter.

    Attributes:
        declared: What its module's source says of it.
        parameter: The parameter.
        wire: What clients see of it.
        symbols: What the file that it is written to calls its imports.
    """

    declared: SourceParameters
    parameter: MethodParameter
    wire: Wire
    symbols: Symbols

    @property
    def default(self) -> Expression | None:
        """Its default; None when it has none, or is made by a function that `keywords` has."""
        if not self.wire.other_default:
            return self.declared.default(self.parameter)
        return None if self._factory() else self._wire_default()

    @property
    def keywords(self) -> dict[str, Expression]:
        """What its `Field(...)` or marker says beside the default."""
        kept = {k: v for k, v in self._constraints().items() if not self._moves(k)}
        if self.wire.other_default:
            kept.pop("default_factory", None)
            factory = self._factory()
            if factory:
                kept["default_factory"] = factory
            documented = self._documented_default()
            if documented is not None and self.wire.documented:
                kept["json_schema_extra"] = literal({"default": documented})
        return kept

    def field_pieces(self, *, hidden: bool) -> list[Expression]:
        """Its annotation in a request model.

        Args:
            hidden: Whether the schema of the model leaves it out.
        """
        if not self.wire.documented:
            return self._hidden_pieces() if hidden else self._accepted_pieces()
        return self._pieces()

    def dumped(self, kind: Expression) -> Expression:
        """Its whole annotation in a request model, where what is not of that type stays as it is.

        Args:
            kind: The type and its metadata.
        """
        if not self.wire.documented or self.wire.annotation is None:
            return kind
        # Around it: a type checker takes the name for an `Annotated`, which nobody may call.
        return of(dotted(self.symbols.use("pydantic", "SerializeAsAny")), kind)

    def handler_pieces(self, marker: str | None, description: str | None) -> list[Expression]:
        """Its annotation in a handler.

        Args:
            marker: The marker to add when it has none, as it is called in the file.
            description: What the docstring says of it.
        """
        if self.wire.promised is not None:
            return self._accepted_pieces()
        if not self.wire.documented:
            hidden = [] if marker is None else [call(marker, include_in_schema=literal(False))]
            return [*self._hidden_pieces(), *hidden]
        own = self.parameter.marker
        named: Expression | str | None = marker
        if isinstance(own, ast.Call):
            named = self.declared.source(own.func)
        if named is None:
            return self._pieces()
        keywords = self.keywords
        if description is not None:
            keywords.setdefault("description", self.declared.said(description))
        arguments = [self.declared.argument(a) for a in self._positional(own)]
        return [*self._pieces(), call(named, arguments, **keywords)]

    def parser(self) -> list[Expression]:
        """The annotation of what its `Depends(...)` gives, in a handler."""
        assert self.wire.parser is not None
        bare = self._bare()
        anything = dotted(self.symbols.use("typing", "Any"))
        kind = anything if bare is None else self.declared.annotation(bare)
        return [kind, carried(self.wire.parser, self.symbols)]

    def _pieces(self) -> list[Expression]:
        """Its documented type, and what makes it accept what implementations take."""
        pieces = self._documented()
        if self.wire.parser is not None:
            return [*pieces, self._anything()]
        if self.wire.annotation is not None:
            moved = [keyword(k, v) for k, v in self._constraints().items() if self._moves(k)]
            if moved:
                pieces.append(call(self.symbols.use("pydantic", "Field"), moved))
            return [*pieces, self._accepts()]
        if self.wire.nullable:
            kind, *others = pieces
            same = [positional(expression("lambda value: value"))]
            before = call(
                self.symbols.use("pydantic", "BeforeValidator"), same, json_schema_input_type=kind
            )
            return [union([kind, literal(None)]), *others, before]
        return pieces

    def _documented(self) -> list[Expression]:
        pieces = self.declared.pieces(self.parameter)
        bare = self._bare()
        if bare is not None and self.wire.nullable:
            pieces[0] = self.declared.annotation(bare)
        return pieces

    def _anything(self) -> Expression:
        everything = expression("lambda value, _: value")
        return call(self.symbols.use("pydantic", "WrapValidator"), [everything])

    def _accepts(self) -> Expression:
        """What accepts the other type."""
        accepted = self._accepted()
        return self._anything() if code_of(accepted) == "Any" else call(ACCEPTS, [accepted])

    def _accepted(self) -> Expression:
        assert self.wire.annotation is not None
        return carried(self.wire.annotation, self.symbols)

    def _accepted_pieces(self) -> list[Expression]:
        """The type that is accepted, and what is `Annotated` to it."""
        annotation = self.wire.annotation
        assert annotation is not None
        node = annotation.node
        parts = [node]
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "typing:Annotated":
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return [carried(Carried(p, annotation.imports), self.symbols) for p in parts]

    def _hidden_pieces(self) -> list[Expression]:
        """The type that is accepted, without what FastAPI would make a component of."""
        if _is_plain(self.wire.annotation) or self.parameter.facts.shape is Shape.LIST:
            return self._accepted_pieces()
        kind = dotted(self.symbols.use("typing", "Any"))
        return [kind, call(ACCEPTS, [self._accepted()])]

    def _bare(self) -> ast.expr | None:
        own = self.declared
        return annotated_parts(own.index, own.module, self.parameter.node.annotation)[0]

    def _constraints(self) -> dict[str, Expression]:
        return self.declared.constraints(self.parameter)

    def _moves(self, keyword: str) -> bool:
        """Whether a keyword is about the documented type, where another one is accepted."""
        return self.wire.annotation is not None and keyword in ACCEPTING

    def _positional(self, marker: ast.expr | None) -> list[ast.expr]:
        """What a marker in `Annotated` says without a keyword; as a default, that is its value."""
        at_default = marker is self.parameter.default
        return [] if at_default or not isinstance(marker, ast.Call) else marker.args

    def _wire_default(self) -> Expression | None:
        return None if self.wire.default is None else carried(self.wire.default, self.symbols)

    def _documented_default(self) -> Expression | None:
        """The Protocol's default as a value for the document; None when it has none to show."""
        given = given_default(self.parameter)
        if given is None:
            return None
        try:
            value = value_of(self.declared.index, self.declared.module, given)
        except (UnknownValueError, RecursionError):
            return None
        return None if value is None else literal(value)

    def _factory(self) -> Expression | None:
        """A function that makes the default, where the document must not show it."""
        default = self._wire_default()
        if default is None or not self.wire.documented:
            return None
        # A default of None is shown nowhere.
        hidden = code_of(default) == "None" and self._documented_default() is None
        return None if hidden else _LAMBDA.expression(default=default)


def _is_plain(annotation: Carried | None) -> bool:
    """Whether a type is made of nothing that a document has a component for."""
    names = [n.id for n in walk(annotation.node) if isinstance(n, ast.Name)] if annotation else []
    outside = [name for name in names if not hasattr(builtins, name)]
    return all(name.partition(":")[0] in ("typing", "pydantic") for name in outside)


def carried(found: Carried, symbols: Symbols) -> Expression:
    """An expression of another module as a file has it, its names imported."""
    return printed(_Named(found, symbols).visit(copy.deepcopy(found.node)))


def body_documented(method: Method) -> dict[str, Any]:
    """What the document says of a body that must be sent where it need not, or need not."""
    documented, served = method.documented, method.binding
    if documented is None or {served.request_place, documented.request_place} != {Place.FIELD}:
        return {}
    if documented.request_optional is served.request_optional:
        return {}
    return {"requestBody": {"required": not documented.request_optional}}


def parsed_name(method: Method, name: str) -> str:
    """What a handler calls the value of a parameter: one with a parser is there twice."""
    wire = method.parameter(name).wire
    if wire is None or wire.parser is None:
        return name
    called = f"parsed_{name}"
    while called in {parameter.name for parameter in method.parameters}:
        called += "_"
    return called


class _Named(ast.NodeTransformer):
    def __init__(self, expression: Carried, symbols: Symbols) -> None:
        self._imports = expression.imports
        self._symbols = symbols

    def visit_Name(self, node: ast.Name) -> ast.expr:
        place = self._imports.get(node.id)
        return node if place is None else ast.parse(self._symbols.use(*place), mode="eval").body
