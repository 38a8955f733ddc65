"""A live signature as facts: what each parameter is, and where it goes."""

from __future__ import annotations

import copy
import functools
import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import params
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from routeshift.discovery import Endpoint, source_of
from routeshift.docstrings import Docstring, parse
from routeshift.errors import DeclarationError
from routeshift.serving.signatures.annotations import shape_of
from routeshift.wire import (
    EXTRA_BODY_MARKER,
    Binding,
    Lists,
    Parameter,
    bind,
    receiver_of,
    refusals,
)


@dataclass(frozen=True, slots=True)
class Argument:
    """One live parameter.

    Attributes:
        name: Its name.
        annotation: Its annotation with all that is `Annotated` to it; Any without one.
        default: Its default; `inspect.Parameter.empty` without one.
        kind: How it may be passed.
        is_field: Whether its default was written as `Field(...)`, which is part of its
            annotation here.
    """

    name: str
    annotation: Any
    default: Any
    kind: Any
    is_field: bool = False

    @property
    def marker(self) -> Any:
        """The FastAPI marker in its annotation, the last one; None without one."""
        found = [m for m in self.metadata if isinstance(m, (*_MARKERS, params.Depends))]
        # As FastAPI: of several markers the last counts.
        return found[-1] if found else None

    @property
    def metadata(self) -> tuple[Any, ...]:
        """What is `Annotated` to it."""
        return getattr(self.annotation, "__metadata__", ())

    @property
    def _is_made(self) -> bool:
        """Whether its default is a `Field(default_factory=...)`."""
        fields = [m for m in self.metadata if isinstance(m, FieldInfo)] if self.is_field else []
        return any(field.default_factory is not None for field in fields)

    def same(self, other: Argument) -> bool:
        """Whether type, metadata and default are spelled alike."""
        return _wire(self) == _wire(other)

    def facts(self) -> Parameter:
        """What the binding table needs to know of it."""
        marker = self.marker
        return Parameter(
            name=self.name,
            shape=shape_of(self.annotation),
            # By name: the table knows no FastAPI, and the codemod has nothing but names.
            marker=None if marker is None else type(marker).__name__,
            embed=bool(getattr(marker, "embed", False)),
            required=self.default is inspect.Parameter.empty and not self._is_made,
            variadic=self.kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD),
            positional_only=self.kind is inspect.Parameter.POSITIONAL_ONLY,
            field_default=self.is_field,
            extra_body=any(type(m).__name__ == EXTRA_BODY_MARKER for m in self.metadata),
        )


_MARKERS = (params.Param, params.Body)


@dataclass(frozen=True, slots=True)
class Signature:
    """A live signature without `self`, and what its docstring says.

    Attributes:
        name: The method's name.
        arguments: Its parameters, in order.
        returns: Its return annotation; Any without one.
        docstring: The docstring's facts.
    """

    name: str
    arguments: tuple[Argument, ...]
    returns: Any
    docstring: Docstring

    def argument(self, name: str) -> Argument:
        """The parameter of this name."""
        return next(a for a in self.arguments if a.name == name)

    def bind(self, method: str, path: str, lists: Lists = Lists.BOTH) -> Binding:
        """Where its parameters go under an HTTP method and a path."""
        return bind(self.name, method, path, [a.facts() for a in self.arguments], lists)

    def same_wire(self, other: Signature) -> bool:
        """Whether a client cannot tell the two apart by their parameters."""
        return {a.name: _wire(a) for a in self.arguments} == {
            a.name: _wire(a) for a in other.arguments
        }


def _wire(argument: Argument) -> tuple[str, str]:
    # By their text: markers and constraints do not compare equal, and say all in it.
    return repr(argument.annotation), repr(argument.default)


def read_signature(function: Callable[..., Any], name: str) -> Signature:
    """The signature of a function or of a bound method.

    Args:
        function: A Protocol's function (its `self` is dropped), or an implementation's method.
        name: The method's name.

    Raises:
        DeclarationError: When an annotation cannot be resolved.
    """
    if not callable(function):
        raise unbindable(function, f"{name} is no method")
    try:
        hints = typing.get_type_hints(_annotated(function), include_extras=True)
    except (NameError, TypeError, AttributeError) as error:
        raise unbindable(function, f"an annotation cannot be resolved: {error}") from error
    parameters = list(inspect.signature(function).parameters.values())
    # A bound method has no receiver left; a function of a Protocol has, whatever it is called.
    if not inspect.ismethod(function) and receiver_of([p.name for p in parameters]):
        parameters = parameters[1:]
    arguments = tuple(_argument(parameter, hints) for parameter in parameters)
    docstring = function.__doc__ if isinstance(function.__doc__, str) else None
    return Signature(name, arguments, hints.get("return", Any), parse(docstring))


def both_signatures(
    method: Callable[..., Any], function: Callable[..., Any], name: str
) -> tuple[Signature, Signature] | None:
    """The signatures of an implementation's method and of its Protocol's function.

    A method that takes the same names on both sides needs no further look; so its annotations
    may be unknown at run time, as those of a `TYPE_CHECKING` block are.

    Args:
        method: The implementation's.
        function: The Protocol's.
        name: The method's name.

    Returns:
        Both signatures; None when an annotation is unknown and the names are the same.

    Raises:
        DeclarationError: When an annotation cannot be resolved and the names differ.
    """
    try:
        return read_signature(method, name), read_signature(function, name)
    except DeclarationError:
        # The types of a `TYPE_CHECKING` block are unknown here, and nobody needs them.
        if callable(method) and _names(method) == _names(function):
            return None
        raise


def _names(function: Callable[..., Any]) -> list[str]:
    names = list(inspect.signature(function).parameters)
    return names[1:] if receiver_of(names) else names


def _annotated(function: Any) -> Any:
    """What has the annotations: of a partial its function, of a callable object its method."""
    while True:
        function = inspect.unwrap(function)
        if isinstance(function, functools.partial):
            function = function.func
        elif inspect.isroutine(function):
            return function
        else:
            function = type(function).__call__


def refused(signature: Signature) -> list[str]:
    """Why an implementation's signature cannot be served (rule R7), a clause a reason."""
    return list(refusals([argument.facts() for argument in signature.arguments]))


def _argument(parameter: inspect.Parameter, hints: dict[str, Any]) -> Argument:
    annotation = _annotation(parameter, hints)
    default = parameter.default
    if isinstance(default, (FieldInfo, params.Depends)):
        annotation = Annotated[annotation, _without_default(default)]
        # As FastAPI has it: a marker in place of a default is metadata that carries the default.
        given = getattr(default, "default", PydanticUndefined)
        default = parameter.empty if given in (PydanticUndefined, ...) else given
    # Exactly: `Query()` and its like are subclasses, and allowed as defaults (rule R7).
    is_field = type(parameter.default) is FieldInfo
    return Argument(parameter.name, annotation, default, parameter.kind, is_field)


def _without_default(marker: FieldInfo | params.Depends) -> FieldInfo | params.Depends:
    """A marker or `Field(...)` as it may stand in an annotation, where FastAPI takes no default."""
    if not isinstance(marker, FieldInfo) or marker.default is PydanticUndefined:
        return marker
    bare = copy.copy(marker)
    bare.default = PydanticUndefined
    bare._attributes_set = {k: v for k, v in marker._attributes_set.items() if k != "default"}
    return bare


def _annotation(parameter: inspect.Parameter, hints: dict[str, Any]) -> Any:
    if parameter.name in hints:
        return hints[parameter.name]
    return Any if parameter.annotation is parameter.empty else parameter.annotation


def unbindable(function: Callable[..., Any], reason: str) -> DeclarationError:
    """The refusal to serve a method, with its place (rule R7)."""
    source = source_of(function)
    name = getattr(function, "__qualname__", getattr(function, "__name__", repr(function)))
    return DeclarationError(
        f"{name} cannot be served: {reason}.",
        source=source,
    )


def endpoint_signature(endpoint: Endpoint) -> Signature:
    """The signature of a Protocol's method."""
    return read_signature(endpoint.function, endpoint.name)
