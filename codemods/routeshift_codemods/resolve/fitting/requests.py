"""The request that a method takes: a model whose fields are its arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from routeshift.wire import REQUEST, RESERVED_FIELDS, field_names
from routeshift_codemods.index import (
    Defined,
    Index,
    Module,
    Outside,
    UnknownValueError,
    lookup_expression,
)
from routeshift_codemods.resolve.ancestry import Placed, ancestors, is_class_variable, unsubscripted
from routeshift_codemods.resolve.fitting.differing import Function
from routeshift_codemods.resolve.signatures import (
    MethodParameter,
    alias_of,
    annotated_parts,
    members_of_union,
    parameters_of,
    unquoted,
)
from routeshift_codemods.syntax import names_used

_MODEL = "pydantic.BaseModel"


@dataclass(frozen=True, slots=True)
class PromisedRequest:
    """A model that a method takes in place of single arguments.

    Attributes:
        parameter: The parameter that takes it.
        module: Its module.
        node: Its class.
        fields: Its fields, inherited ones first, by what a caller gives them as.
    """

    parameter: str
    module: Module
    node: ast.ClassDef
    fields: Mapping[str, MethodParameter]

    @property
    def name(self) -> str:
        """The name of its class."""
        return self.node.name

    @property
    def keywords(self) -> dict[str, str]:
        """What it is given each parameter as that a field was made of."""
        return {self._parameter(given, one.name): given for given, one in self.fields.items()}

    def _parameter(self, given: str, field: str) -> str:
        """The parameter that a field was: one that no field can be called is its alias."""
        annotations = [one.node.annotation for one in self.fields.values() if one.node.annotation]
        reserved = given in RESERVED_FIELDS or given in names_used(annotations)
        made = field_names([given], (), lambda _: reserved)[given]
        return given if made != given and made == field else field


def request_models(function: Function) -> Iterator[PromisedRequest]:
    """The models among the parameters of a method, in order.

    Args:
        function: The method.
    """
    for parameter in function.parameters:
        found = _class_of(function.index, function.module, parameter.node.annotation)
        if found is not None:
            above = ancestors(function.index, *found)
            if any(_is_model(function.index, *one) for one in above):
                fields = dict(_fields(function.index, above))
                yield PromisedRequest(parameter.name, *found, fields)


def _class_of(index: Index, module: Module, annotation: ast.expr | None) -> Placed | None:
    bare, _ = annotated_parts(index, module, annotation)
    if bare is None:
        return None
    members = [unquoted(one) for one in members_of_union(index, module, bare)]
    named = [one for one in members if not isinstance(one, ast.Constant)]
    found = lookup_expression(index, module, named[0]) if len(named) == 1 else None
    if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
        return found.module, found.node
    return None


def _is_model(index: Index, module: Module, node: ast.ClassDef) -> bool:
    found = (lookup_expression(index, module, unsubscripted(base)) for base in node.bases)
    return any(isinstance(one, Outside) and one.name == _MODEL for one in found)


def _fields(index: Index, classes: Sequence[Placed]) -> Iterator[tuple[str, MethodParameter]]:
    for module, node in reversed(classes):
        declared = [row for row in node.body if isinstance(row, ast.AnnAssign)]
        rows = [row for row in declared if _is_field(row)]
        # What a class declares reads as what a function takes by name.
        arguments = ast.arguments(
            posonlyargs=[],
            args=[],
            kwonlyargs=[ast.arg(_name(row), row.annotation) for row in rows],
            kw_defaults=[row.value for row in rows],
            defaults=[],
        )
        function = ast.FunctionDef(node.name, arguments, [], [])
        for parameter in parameters_of(index, module, function):
            yield _given(index, module, parameter), parameter


def _is_field(row: ast.AnnAssign) -> bool:
    if not isinstance(row.target, ast.Name) or is_class_variable(row.annotation):
        return False
    return not row.target.id.startswith("_") and row.target.id != "model_config"


def _name(row: ast.AnnAssign) -> str:
    assert isinstance(row.target, ast.Name)
    return row.target.id


def _given(index: Index, module: Module, field: MethodParameter) -> str:
    """What a field is given as."""
    try:
        return alias_of(index, module, field) or field.name
    except UnknownValueError:
        return field.name


def usual_request(function: Function) -> PromisedRequest | None:
    """The request of a method, by what its parameter is called; None without one.

    Args:
        function: The method.
    """
    return next((one for one in request_models(function) if one.parameter == REQUEST), None)


def spread(function: Function, request: PromisedRequest | None) -> tuple[MethodParameter, ...]:
    """The parameters of a method, with those that its request holds in the place of it.

    Args:
        function: The method.
        request: The request.
    """
    found: list[MethodParameter] = []
    for parameter in function.parameters:
        if request is None or parameter.name != request.parameter:
            found.append(parameter)
        else:
            fields = request.fields
            found += [_named(name, fields[given]) for name, given in request.keywords.items()]
    return tuple(found)


def _named(name: str, field: MethodParameter) -> MethodParameter:
    """A field as the parameter that it was."""
    if name == field.name:
        return field
    facts = type(field.facts)(name, field.facts.shape, required=field.facts.required)
    return MethodParameter(facts, ast.arg(name, field.node.annotation), field.default)
