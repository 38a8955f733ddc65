"""How a method is called: with one value a name, or with request models that hold them."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from routeshift.serving.signatures import Signature
from routeshift.wire import REQUEST

_EMPTY = inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class CallConvention:
    """How a method is called: its parameters, and which of them are request models.

    Attributes:
        signature: Its parameters.
        models: Those that are request models.
        renamed: What the other side calls fields that have another name in their models.
    """

    signature: inspect.Signature
    models: Mapping[str, type[BaseModel]]
    renamed: Mapping[str, str] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """What the other side calls a field of a request model."""
        return self.renamed.get(name, name)

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What a caller set, one value a name, with the request models spread."""
        values: dict[str, Any] = {}
        for name, value in arguments.items():
            if name in self.models:
                # Only what was set: the caller's defaults must not win over the method's own.
                values |= {self.called(f): getattr(value, f) for f in value.model_fields_set}
            else:
                values[name] = value
        return values

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The keyword arguments of a call, from one value a name."""
        arguments = dict(values)
        for name, model in self.models.items():
            # By the alias, which models let in that do not let in the name of the field.
            fields = {
                _alias(info) or one: arguments.pop(called)
                for one, info in model.model_fields.items()
                if (called := self.called(one)) in arguments
            }
            arguments[name] = model(**fields)
        return arguments

    def defaults(self) -> dict[str, Any]:
        """The defaults of all names, those of request models included."""
        found = {
            name: parameter.default
            for name, parameter in self.signature.parameters.items()
            if parameter.default is not _EMPTY and name not in self.models
        }
        for model in self.models.values():
            for name, info in model.model_fields.items():
                if not info.is_required():
                    found[self.called(name)] = info.get_default(call_default_factory=True)
        return found

    def required(self) -> set[str]:
        """The names that a call must give."""
        plain = {
            name
            for name, parameter in self.signature.parameters.items()
            if parameter.default is _EMPTY and name not in self.models
        }
        fields = (
            self.called(name)
            for model in self.models.values()
            for name, info in model.model_fields.items()
            if info.is_required()
        )
        return plain.union(fields)

    def names(self) -> set[str]:
        """The names that a call can give."""
        plain = self.signature.parameters.keys() - self.models.keys()
        return plain.union(
            *(map(self.called, model.model_fields) for model in self.models.values())
        )

    @property
    def variadic(self) -> bool:
        """Whether a call can give any name."""
        kinds = [parameter.kind for parameter in self.signature.parameters.values()]
        return inspect.Parameter.VAR_KEYWORD in kinds

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any] | None:
        """The arguments of a call in this convention; None when it is not one."""
        try:
            bound = self.signature.bind(*args, **kwargs).arguments
        except TypeError:
            return None
        fits = all(
            isinstance(bound[name], model) for name, model in self.models.items() if name in bound
        )
        return bound if fits else None


def live_signature(signature: Signature) -> inspect.Signature:
    """A signature as Python binds calls to it, with its annotations resolved."""
    return inspect.Signature(
        [
            inspect.Parameter(a.name, a.kind, default=a.default, annotation=a.annotation)
            for a in signature.arguments
        ],
        return_annotation=signature.returns,
    )


def convention_of(signature: Signature, other: Signature) -> CallConvention:
    """How a method is called, as the other side of a call sees it.

    Args:
        signature: The method's.
        other: The same method's on the other side.
    """
    models = request_models(signature, other)
    renamed = renamed_fields(models.values(), {a.name for a in other.arguments})
    return CallConvention(live_signature(signature), models, renamed)


def renamed_fields(models: Iterable[type[BaseModel]], known: Collection[str]) -> dict[str, str]:
    """What the other side calls fields that have another name in their models.

    A parameter `schema` is the field `schema_` of a model, with an alias, for models have a
    `schema` already.

    Args:
        models: The models.
        known: What the other side has.
    """
    rows = [(n, _alias(info)) for model in models for n, info in model.model_fields.items()]
    return {name: alias for name, alias in rows if alias in known and alias and name not in known}


def _alias(info: FieldInfo) -> str | None:
    return info.validation_alias if isinstance(info.validation_alias, str) else None


def missing_names(own: Signature, other: Signature) -> list[str]:
    """What a method demands that a bridged call cannot give.

    Args:
        own: The implementation's signature.
        other: The Protocol's.
    """
    mine = convention_of(own, other)
    return sorted(mine.required() - names_of(other, own))


def names_of(signature: Signature, other: Signature) -> set[str]:
    """The names that a call of a method can give, those in request models included.

    Args:
        signature: The method's.
        other: The same method's on the other side.
    """
    return convention_of(signature, other).names()


def request_models(signature: Signature, other: Signature) -> dict[str, type[BaseModel]]:
    """The parameters of a method that are request models to the other side of a call.

    A request model is called `request`, or has fields that the other side takes one by one, in
    place of it. A name that both sides take means the same on both, and may be a field as well.

    Args:
        signature: The method's.
        other: The same method's on the other side.
    """
    theirs = {a.name: a.annotation for a in other.arguments}
    only_theirs = theirs.keys() - {a.name for a in signature.arguments}
    found = {}
    for argument in signature.arguments:
        model = model_of(argument.annotation)
        if model is None or model_of(theirs.get(argument.name)) is model:
            continue
        fields = {*model.model_fields, *renamed_fields([model], only_theirs).values()}
        spread = argument.name not in theirs and only_theirs & fields
        called_so = argument.name == REQUEST and not _is_field(model, theirs.get(REQUEST))
        if called_so or spread:
            found[argument.name] = model
    return found


def _is_field(model: type[BaseModel], request: Any) -> bool:
    """Whether a parameter called `request` is a field of that name in the other's request."""
    holder = model_of(request)
    field = holder.model_fields.get(REQUEST) if holder is not None else None
    return field is not None and model_of(field.annotation) is model


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The model of an annotation; `Annotated` and `Optional` are looked through."""
    annotation = getattr(annotation, "__origin__", annotation)
    members = [a for a in typing.get_args(annotation) if a is not type(None)]
    # `Model | None`: an optional request is one all the same.
    if len(members) == 1 and type(None) in typing.get_args(annotation):
        annotation = members[0]
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None
