"""Implementations with the signatures of one kind, behind an API of the other kind."""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from routeshift.serving.signatures import Signature, both_signatures, read_signature

C = TypeVar("C", bound=type)

_EMPTY = inspect.Parameter.empty


def bridge(impl: Any, protocol: type) -> Any:
    """Let an implementation answer for a Protocol whose methods take the other convention.

    Methods with the old scalar signatures serve a migrated API, whose methods take request
    models, and the other way round. Each bridged method takes both conventions, positionally
    too. A parameter that the caller did not set keeps the implementation's own default.

    Args:
        impl: The implementation.
        protocol: The Protocol that its caller knows.

    Returns:
        The implementation itself when its signatures fit already; otherwise a view of it.

    Raises:
        DeclarationError: When an annotation of a method that may need it cannot be resolved.
    """
    adapters = {}
    for name, function in inspect.getmembers(protocol, inspect.isfunction):
        method = getattr(impl, name, None)
        if not name.startswith("_") and callable(method) and not _takes_both(method):
            adapter = _adapter(method, function, name)
            if adapter is not None:
                adapters[name] = adapter
    return _Bridged(impl, adapters) if adapters else impl


def accepts_both(cls: C) -> C:
    """Let the methods of an implementation be called with scalars or with a request model.

    For providers whose one code has to work with an API before and after its migration. The
    methods are written in either convention.

    Args:
        cls: The implementation's class; its own public methods are wrapped in place.
    """
    for name, function in list(vars(cls).items()):
        if inspect.isfunction(function) and not name.startswith("_"):
            setattr(cls, name, _accepting(function, name))
    return cls


def _takes_both(method: Any) -> bool:
    known = ("__routeshift_both__", "__routeshift_accepts__")
    return any(getattr(method, name, False) for name in known)


@dataclass(frozen=True, slots=True)
class _Convention:
    """How a method is called: its parameters, and which of them are request models."""

    signature: inspect.Signature
    models: Mapping[str, type[BaseModel]]

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What a caller set, one value a name, with the request models spread."""
        values: dict[str, Any] = {}
        for name, value in arguments.items():
            if name in self.models:
                # Only what was set: the caller's defaults must not win over the method's own.
                values |= {field: getattr(value, field) for field in value.model_fields_set}
            else:
                values[name] = value
        return values

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The keyword arguments of a call, from one value a name."""
        arguments = dict(values)
        for name, model in self.models.items():
            fields = {f: arguments.pop(f) for f in model.model_fields if f in arguments}
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
            for field, info in model.model_fields.items():
                if not info.is_required():
                    found[field] = info.get_default(call_default_factory=True)
        return found

    def required(self) -> set[str]:
        """The names that a call must give."""
        plain = {
            name
            for name, parameter in self.signature.parameters.items()
            if parameter.default is _EMPTY and name not in self.models
        }
        fields = (
            field
            for model in self.models.values()
            for field, info in model.model_fields.items()
            if info.is_required()
        )
        return plain.union(fields)

    def names(self) -> set[str]:
        """The names that a call can give."""
        plain = self.signature.parameters.keys() - self.models.keys()
        return plain.union(*(model.model_fields for model in self.models.values()))

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


def _adapter(
    method: Callable[..., Any], function: Callable[..., Any], name: str
) -> Callable[..., Any] | None:
    signatures = both_signatures(method, function, name)
    if signatures is None:
        return None
    own, other = signatures
    mine = _Convention(_plain(own), request_models(own, other))
    theirs = _Convention(_plain(other), request_models(other, own))
    if not mine.models and not theirs.models:
        return None
    return _translating(method, mine, theirs)


def _translating(
    method: Callable[..., Any], mine: _Convention, theirs: _Convention
) -> Callable[..., Any]:
    # What the method demands and its caller may leave out gets the caller's default: as a router
    # would have filled it in.
    missing = mine.required() & theirs.defaults().keys()
    fill = {name: theirs.defaults()[name] for name in missing}
    taken = mine.names()

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        if _own_convention(mine, theirs, args, kwargs):
            return method(*args, **kwargs)
        arguments = theirs.bind(args, kwargs)
        if arguments is None:
            return method(*args, **kwargs)
        given = fill | theirs.given(arguments)
        if not mine.variadic:
            # What it never took, a legacy server did not pass on either (rule P5).
            given = {name: value for name, value in given.items() if name in taken}
        return method(**mine.arguments(given))

    # Whoever inspects the bridged method is to see what it is called with.
    call.__dict__["__signature__"] = theirs.signature
    call.__dict__["__routeshift_accepts__"] = True
    return call


def _own_convention(
    mine: _Convention, theirs: _Convention, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    """Whether a call is meant for the method as it is, told by the request models in it."""
    if mine.models:
        bound = mine.bind(args, kwargs)
        return bound is not None and all(name in bound for name in mine.models)
    return theirs.bind(args, kwargs) is None


def _plain(signature: Signature) -> inspect.Signature:
    return inspect.Signature(
        [
            inspect.Parameter(a.name, a.kind, default=a.default, annotation=a.annotation)
            for a in signature.arguments
        ],
        return_annotation=signature.returns,
    )


def missing_names(own: Signature, other: Signature) -> list[str]:
    """What a method demands that a bridged call cannot give.

    Args:
        own: The implementation's signature.
        other: The Protocol's.
    """
    mine = _Convention(_plain(own), request_models(own, other))
    return sorted(mine.required() - names_of(other, own))


def names_of(signature: Signature, other: Signature) -> set[str]:
    """The names that a call of a method can give, those in request models included.

    Args:
        signature: The method's.
        other: The same method's on the other side.
    """
    return _Convention(_plain(signature), request_models(signature, other)).names()


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
        model = _model(argument.annotation)
        if model is None or _model(theirs.get(argument.name)) is model:
            continue
        spread = argument.name not in theirs and only_theirs & model.model_fields.keys()
        if argument.name == "request" or spread:
            found[argument.name] = model
    return found


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model of an annotation; `Annotated` and `Optional` are looked through."""
    annotation = getattr(annotation, "__origin__", annotation)
    members = [a for a in typing.get_args(annotation) if a is not type(None)]
    if len(members) == 1 and type(None) in typing.get_args(annotation):
        annotation = members[0]
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_model else None


class _Bridged:
    """A view of an implementation, some of whose methods take the other convention."""

    __slots__ = ("_adapters", "_impl")

    def __init__(self, impl: Any, adapters: Mapping[str, Callable[..., Any]]) -> None:
        object.__setattr__(self, "_impl", impl)
        object.__setattr__(self, "_adapters", adapters)

    def __getattr__(self, name: str) -> Any:
        adapter = self._adapters.get(name)
        return getattr(self._impl, name) if adapter is None else adapter

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._impl, name, value)

    def __repr__(self) -> str:
        return f"bridge({self._impl!r})"


def _accepting(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """A function that takes its own convention or the other."""
    own: _Convention | None = None

    @functools.wraps(function)
    def call(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        nonlocal own
        if own is None:
            own = _own(read_signature(function, name))
        return function(self, **own.arguments(_spread(own, args, kwargs)))

    call.__dict__["__routeshift_both__"] = True
    if _has_request(function):
        call.__dict__["__routeshift_accepts__"] = True
    return call


def _has_request(function: Callable[..., Any]) -> bool:
    return "request" in inspect.signature(function).parameters


def _own(signature: Signature) -> _Convention:
    model = next((_model(a.annotation) for a in signature.arguments if a.name == "request"), None)
    return _Convention(_plain(signature), {"request": model} if model else {})


def _spread(own: _Convention, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """One value a name, from a call in either convention."""
    names = [name for name in own.signature.parameters if name not in own.models]
    names += [field for model in own.models.values() for field in model.model_fields]
    values: dict[str, Any] = {}
    for value in (*args, kwargs.pop("request", None)):
        if isinstance(value, BaseModel) and _is_request(value, own, names, values):
            values |= {field: getattr(value, field) for field in value.model_fields_set}
        elif value is not None or len(values) < len(args):
            values[next(name for name in names if name not in values)] = value
    return values | kwargs


def _is_request(
    value: BaseModel, own: _Convention, names: list[str], values: Mapping[str, Any]
) -> bool:
    """Whether a model is the whole request, and not the value of the next parameter."""
    following = next((name for name in names if name not in values), None)
    parameter = own.signature.parameters.get(following or "")
    expected = _model(parameter.annotation) if parameter else None
    return expected is None or not isinstance(value, expected)
