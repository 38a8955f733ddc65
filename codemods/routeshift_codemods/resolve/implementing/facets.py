"""A parameter as a client sees it: where it travels, what it may be, what it is when not sent.

Two parameters with the same facets are the same on the wire, however they are spelled.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from routeshift.wire import Place
from routeshift_codemods.index import Index, Module
from routeshift_codemods.resolve.signatures import (
    ACCEPTING,
    ANY,
    NAMING,
    NONE,
    MethodParameter,
    annotated_parts,
    constraints_meaning,
    given_default,
    imported,
    is_dependency,
    marker_of,
    type_meaning,
    value_meaning,
)
from routeshift_codemods.syntax import walk

_ANYTHING = frozenset({"typing.Any"})
_NONE_VALUE = "NoneType None"


@dataclass(frozen=True, slots=True)
class Facets:
    """What a client can tell of a parameter.

    Attributes:
        place: Where it travels.
        default: What it is when it is not sent, by its meaning; None when it must be sent.
        types: The members of its type, without None; None without an annotation.
        constraints: What else is demanded of its values.
        nullable: Whether it may be null.
        parser: The dependency that reads it; None without one.
        called: What makes clients call it by another name, by keyword.
    """

    place: Place
    default: str | None
    types: frozenset[str] | None
    constraints: frozenset[str] = frozenset()
    nullable: bool = False
    parser: str | None = None
    called: frozenset[str] = frozenset()

    @property
    def none_by_default(self) -> bool:
        """Whether it is None when it is not sent."""
        return self.default == _NONE_VALUE

    def takes_null(self, documented: Facets) -> bool:
        """Whether it may be null, compared with what the document has.

        A default of None alone makes no type nullable; yet a null was taken for a value that is
        missing where FastAPI is older than 0.151. So a new default of None brings the null along.
        """
        by_default = documented.nullable or not documented.none_by_default
        return self.nullable or (self.none_by_default and by_default)

    @property
    def accepted(self) -> tuple[frozenset[str] | None, frozenset[str]]:
        """What it may be, null aside."""
        return self.types, self.constraints


def facets_of(index: Index, module: Module, parameter: MethodParameter, place: Place) -> Facets:
    """Read the facets of a parameter.

    Args:
        index: The facts.
        module: The module that the parameter stands in.
        parameter: The parameter.
        place: Where it travels.
    """
    default = _default(index, module, parameter)
    bare, metadata = annotated_parts(index, module, parameter.node.annotation)
    types = None if bare is None else type_meaning(index, module, bare)
    anything = types is None or bool(types & (_ANYTHING | {"builtins.object"}))
    of_default = [n for n in (parameter.default,) if n is not None and _is_declaring(parameter)]
    marker = parameter.marker if is_dependency(parameter) else None
    said = constraints_meaning(index, module, [*metadata, *of_default])
    called = frozenset(one for one in said if one.partition("=")[0] in NAMING)
    return Facets(
        place,
        default,
        types if types is None else _ANYTHING if anything else types - {NONE},
        said - called,
        anything or (types is not None and NONE in types),
        None if marker is None else value_meaning(index, module, marker),
        called,
    )


def _default(index: Index, module: Module, parameter: MethodParameter) -> str | None:
    if parameter.facts.required:
        return None
    given = given_default(parameter)
    return "made anew" if given is None else value_meaning(index, module, given)


def _is_declaring(parameter: MethodParameter) -> bool:
    """Whether its default is a marker or a `Field(...)`."""
    return parameter.default is parameter.marker or parameter.facts.field_default


def accepted_type(
    index: Index, module: Module, parameter: MethodParameter, facets: Facets
) -> ast.expr:
    """The type of a parameter with what is demanded of its values, to be carried as one.

    What a FastAPI marker demands, as `Query(ge=1)`, is in it as pydantic's `Field(ge=1)`. A
    default of None makes it nullable.
    """
    bare, metadata = annotated_parts(index, module, parameter.node.annotation)
    if bare is None:
        return ANY.node
    if facets.none_by_default and not facets.nullable:
        bare = ast.BinOp(bare, ast.BitOr(), ast.Constant(None))
    kept = [m for m in metadata if marker_of(index, module, m) is None]
    calls = [parameter.marker, parameter.default if _is_declaring(parameter) else None]
    keywords = [k for node in calls for k in getattr(node, "keywords", []) if k.arg in ACCEPTING]
    if keywords:
        demands = {keyword.arg: keyword for keyword in keywords}
        kept.append(ast.Call(imported("pydantic", "Field"), [], list(demands.values())))
    if not kept:
        return bare
    return ast.Subscript(imported("typing", "Annotated"), ast.Tuple([bare, *kept]))


def default_words(parameter: MethodParameter, *, brief: bool = False) -> str:
    """What a message says of a parameter that a client does not send.

    Args:
        parameter: The parameter.
        brief: Whether the message has said already when it is so.
    """
    given = given_default(parameter)
    if is_dependency(parameter) and parameter.marker is not None:
        return f"comes from `{_short(parameter.marker)}`"
    if parameter.facts.required:
        return "must be sent"
    words = "is made anew" if given is None else f"is {_short(given)}"
    return words if brief else f"{words} without a value from the client"


def type_words(parameter: MethodParameter) -> str:
    """What a message says of a parameter's type."""
    node = parameter.node.annotation
    return "has no type" if node is None else f"is of the type `{_short(node)}`"


def name_words(parameter: MethodParameter) -> str:
    """What a message says of the name that clients give a parameter."""
    parts = [node for node in (parameter.node.annotation, parameter.default) if node is not None]
    keywords = [n for part in parts for n in walk(part) if isinstance(n, ast.keyword)]
    named = [f"{k.arg}={_short(k.value)}" for k in keywords if k.arg in NAMING]
    return f"has `{', '.join(named)}`" if named else "has no alias"


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 120 else f"{text[:117]}..."
