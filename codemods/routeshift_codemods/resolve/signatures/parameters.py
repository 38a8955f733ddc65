"""The parameters of a method in source, as the binding table wants them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from routeshift.wire import EXTRA_BODY_MARKER, Parameter, Place, marked_place, receiver_of
from routeshift_codemods.index import Defined, Index, Module, Outside, kept, lookup_expression
from routeshift_codemods.resolve.signatures.shapes import shape_of, unquoted

_MARKER_MODULES = ("fastapi", "fastapi.params", "fastapi.param_functions")
FIELDS = ("pydantic.Field", "pydantic.fields.Field")
_ANNOTATED = frozenset({"typing.Annotated", "typing_extensions.Annotated"})


@dataclass(frozen=True, slots=True)
class Carried:
    """An expression that stood in another module.

    Attributes:
        node: The expression; what it imports has names there that no code can have.
        imports: The module, and the name in it, of each of these names.
    """

    node: ast.expr
    imports: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def imported(where: str, name: str) -> ast.Name:
    """A name in a carried expression that comes from a module."""
    return ast.Name(f"{where}:{name}", ast.Load())


ANY = Carried(imported("typing", "Any"), {"typing:Any": ("typing", "Any")})
NOTHING = Carried(ast.Constant(None))


@dataclass(frozen=True, slots=True)
class Wire:
    """What clients see of a parameter, where that is not what its Protocol says (rule R6).

    Attributes:
        other_default: Whether it has another default, or is required in one place only.
        default: That default; None when a client must send the parameter.
        nullable: Whether it may be null besides.
        annotation: The type that is accepted; None for the Protocol's own.
        parser: The `Depends(...)` that reads it; the Protocol has a form field there.
        documented: Whether the Protocol has it at all.
        promised: The type that the Protocol's method takes from now on, for one that is no part
            of the request model.
        place: Where it travels, where the Protocol puts it elsewhere.
    """

    other_default: bool = False
    default: Carried | None = None
    nullable: bool = False
    annotation: Carried | None = None
    parser: Carried | None = None
    documented: bool = True
    promised: Carried | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class MethodParameter:
    """One parameter of a method, as it stands in source.

    Attributes:
        facts: What the binding table needs.
        node: The parameter.
        default: Its default, if it has one.
        marker: The call or name of its FastAPI marker, in `Annotated` or as its default.
        wire: What clients see of it, where implementations take it otherwise.
    """

    facts: Parameter
    node: ast.arg
    default: ast.expr | None = None
    marker: ast.expr | None = None
    wire: Wire | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.arg

    @property
    def undocumented(self) -> bool:
        """Whether its Protocol does not have it."""
        return self.wire is not None and not self.wire.documented


@kept
def parameters_of(
    index: Index, module: Module, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> tuple[MethodParameter, ...]:
    """The parameters of a method, without `self`, in the order of its signature."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = [None] * (len(positional) - len(arguments.defaults))
    rows: list[tuple[ast.arg, ast.expr | None]] = list(
        zip(positional, [*missing, *arguments.defaults], strict=True)
    )
    rows += list(zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
    read = _Reader(index, module, {arg.arg for arg in arguments.posonlyargs})
    found = [
        read.parameter(node, default) for node, default in rows if node is not receiver(function)
    ]
    variadic = [arg for arg in (arguments.vararg, arguments.kwarg) if arg is not None]
    found += [MethodParameter(Parameter(arg.arg, variadic=True), arg) for arg in variadic]
    return tuple(found)


def receiver(function: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.arg | None:
    """The `self` of a method; None where it has none, as a static method or a stub."""
    first = [*function.args.posonlyargs, *function.args.args][:1]
    return first[0] if receiver_of([a.arg for a in first]) else None


def marker_of(index: Index, module: Module, node: ast.expr | None) -> str | None:
    """The name of a FastAPI marker, as `Query` for `Query(...)`; None for anything else."""
    target = node.func if isinstance(node, ast.Call) else node
    if target is None:
        return None
    found = lookup_expression(index, module, target)
    if isinstance(found, Outside):
        where, _, name = found.name.rpartition(".")
        if where in _MARKER_MODULES and marked_place(name) is not None:
            return name
    return None


def annotated_parts(
    index: Index, module: Module, node: ast.expr | None
) -> tuple[ast.expr | None, list[ast.expr]]:
    """The type and the metadata of an `Annotated`; any other annotation has no metadata."""
    plain = node if node is None else unquoted(node)
    if isinstance(plain, ast.Subscript) and isinstance(plain.slice, ast.Tuple):
        head = lookup_expression(index, module, plain.value)
        if isinstance(head, Outside) and head.name in _ANNOTATED:
            return plain.slice.elts[0], plain.slice.elts[1:]
    return node, []


@dataclass(frozen=True, slots=True)
class _Reader:
    index: Index
    module: Module
    positional_only: set[str]

    def parameter(self, node: ast.arg, default: ast.expr | None) -> MethodParameter:
        _, metadata = annotated_parts(self.index, self.module, node.annotation)
        # In this order: FastAPI reads a marker in the annotation before one that is a default.
        candidates = [*metadata, *([default] if default is not None else [])]
        marker = next((c for c in candidates if marker_of(self.index, self.module, c)), None)
        as_default = marker is not None and marker is default
        is_field = self._is_field(default)
        facts = Parameter(
            node.arg,
            shape=shape_of(self.index, self.module, node.annotation),
            marker=marker_of(self.index, self.module, marker),
            embed=_embeds(marker),
            required=_marker_required(default) if as_default or is_field else default is None,
            positional_only=node.arg in self.positional_only,
            field_default=is_field,
            extra_body=_is_extra_body(self.index, self.module, node.annotation),
        )
        return MethodParameter(facts, node, default, marker)

    def _is_field(self, default: ast.expr | None) -> bool:
        if not isinstance(default, ast.Call):
            return False
        found = lookup_expression(self.index, self.module, default.func)
        return isinstance(found, Outside) and found.name in FIELDS


def is_dependency(parameter: MethodParameter) -> bool:
    """Whether it comes from a dependency, so that no client sends it."""
    return parameter.facts.is_dependency


def given_default(parameter: MethodParameter) -> ast.expr | None:
    """The default of a parameter, markers and `Field(...)` looked into; None without one."""
    node = parameter.default
    if node is None or not (node is parameter.marker or parameter.facts.field_default):
        return node
    if not isinstance(node, ast.Call) or is_dependency(parameter):
        return None
    given = next((k.value for k in node.keywords if k.arg == "default"), None)
    given = given or (node.args[0] if node.args else None)
    # FastAPI's `...` says that there is none.
    missing = isinstance(given, ast.Constant) and given.value is Ellipsis
    return None if missing else given


def _is_extra_body(index: Index, module: Module, annotation: ast.expr | None) -> bool:
    """Whether an annotation, or what it is an alias of, has the marker of rule P11."""
    if annotation is None:
        return False
    bare, metadata = annotated_parts(index, module, annotation)
    if any(_makes_marker(index, module, item) for item in metadata):
        return True
    found = lookup_expression(index, module, bare) if bare is not None else None
    alias = getattr(found.node, "value", None) if isinstance(found, Defined) else None
    if not isinstance(found, Defined) or not isinstance(alias, ast.Subscript):
        return False
    return _is_extra_body(index, found.module, alias)


def _makes_marker(index: Index, module: Module, node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        found = lookup_expression(index, module, node.func)
        name = found.bound.name if isinstance(found, Defined) else getattr(found, "name", "")
        return name.rpartition(".")[2] == EXTRA_BODY_MARKER
    found = lookup_expression(index, module, node)
    if not isinstance(found, Defined):
        return False
    value = getattr(found.node, "value", None)
    return isinstance(value, ast.Call) and _makes_marker(index, found.module, value)


def _embeds(marker: ast.expr | None) -> bool:
    keywords = marker.keywords if isinstance(marker, ast.Call) else []
    return any(
        k.arg == "embed" and isinstance(k.value, ast.Constant) and k.value.value is True
        for k in keywords
    )


def _marker_required(marker: ast.expr | None) -> bool:
    if not isinstance(marker, ast.Call):
        return True
    given = [k.value for k in marker.keywords if k.arg in ("default", "default_factory")]
    given += marker.args[:1]
    return not any(not (isinstance(v, ast.Constant) and v.value is Ellipsis) for v in given)
