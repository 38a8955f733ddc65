"""Where a client can tell an implementation from its document and from its router (rule R6)."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import params
from fastapi.routing import APIRoute
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    TypeAdapter,
    WrapValidator,
    create_model,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, to_jsonable_python

from routeshift.errors import DeclarationError
from routeshift.serving.fitting.conventions import model_of, renamed_fields
from routeshift.serving.signatures import Argument, Signature, read_signature

_EMPTY = inspect.Parameter.empty
_KEYWORD = inspect.Parameter.KEYWORD_ONLY
# What says nothing of the values that a schema accepts.
_WORDS = frozenset({"title", "description", "examples", "deprecated"})


@dataclass(frozen=True, slots=True)
class Promise:
    """What an API has of one parameter.

    Attributes:
        documented: The parameter as the document has it; None when it does not.
        read: The parameter as the router reads it; None when the signature does not tell.
        passed_if_sent: Whether a bridge passes it on only when a client has sent it.
    """

    documented: Argument | None
    read: Argument | None
    passed_if_sent: bool = False


def promises(
    theirs: Signature,
    models: Mapping[str, type[BaseModel]],
    route: APIRoute | None = None,
    known: Collection[str] = (),
) -> dict[str, Promise]:
    """What an API has, by the names of parameters and of the fields of request models.

    Args:
        theirs: The signature of the Protocol's method.
        models: Which of its parameters are request models.
        route: The route of its router, whose handler says what is read and documented.
        known: What the implementation takes.
    """
    found = {a.name: Promise(a, a) for a in theirs.arguments if a.name not in models}
    shown = _shown_besides(route)
    for model in models.values():
        found |= {name: _of_field(model, name, shown) for name in model.model_fields}
    spread = [a for a in _handler_arguments(route) if model_of(a.annotation) not in models.values()]
    handled = {a.name: a for a in spread if a.name in found}
    found |= {name: _of_handler(a, found[name]) for name, a in handled.items()}
    called = renamed_fields(models.values(), known)
    return {called.get(name, name): promise for name, promise in found.items()}


def _shown_besides(route: APIRoute | None) -> frozenset[str]:
    """The parameters that a route documents by itself, as lists of the body (rule P2)."""
    extra = route.openapi_extra if route is not None else None
    return frozenset(parameter["name"] for parameter in (extra or {}).get("parameters", ()))


def _handler_arguments(route: APIRoute | None) -> tuple[Argument, ...]:
    if route is None:
        return ()
    try:
        handler = getattr(route.endpoint, "__contract_endpoint__", route.endpoint)
        return read_signature(handler, route.name).arguments
    except DeclarationError:
        return ()  # Then its Protocol is all that is known.


def _of_handler(argument: Argument, promise: Promise) -> Promise:
    """A parameter of a handler; one with the name of a field is passed on as that."""
    if isinstance(argument.marker, params.Depends):
        return replace(promise, documented=argument, read=argument)
    declared = promise.documented
    if declared is not None and declared.same(argument):
        return promise
    default = ... if argument.default is _EMPTY else argument.default
    given: Any = (argument.annotation, default)
    config = ConfigDict(arbitrary_types_allowed=True)
    try:
        model = create_model("Handled", __config__=config, **{argument.name: given})
    except Exception:
        return promise  # A type or a name that pydantic knows nothing of.
    found = replace(_of_field(model, argument.name), passed_if_sent=promise.passed_if_sent)
    # `Query(include_in_schema=False)` is read, and stands in no document.
    hidden = not getattr(argument.marker, "include_in_schema", True)
    return replace(found, documented=None) if hidden else found


def differences(own: Signature, known: Mapping[str, Promise], *, legacy: bool) -> Iterator[str]:
    """What of an implementation's parameters is not as the API has it, a clause each.

    Args:
        own: The implementation's signature.
        known: What the API has.
        legacy: Whether the implementation's signature is what is served, and no router's.
    """
    for argument in own.arguments:
        if argument.facts().variadic:
            continue
        promise = known.get(argument.name)
        if promise is None:
            yield from _alone(argument, legacy=legacy)
        elif promise.documented is None:
            yield f"takes `{argument.name}`, which no document has"
        elif message := _difference(argument, promise.documented):
            lost = not legacy and promise.read is not None and _is_lost(argument, promise)
            yield f"{message}{', and so does its router' if lost else ''}"


def _alone(argument: Argument, *, legacy: bool) -> Iterator[str]:
    """A parameter that only the implementation has (trap T19)."""
    name = argument.name
    if legacy:
        if argument.default is not _EMPTY and not isinstance(argument.marker, params.Depends):
            yield f"takes `{name}`, which no document has"
    elif argument.marker is not None:
        yield f"reads `{name}` from the request, which its router does not pass"
    elif argument.default is not _EMPTY:
        yield f"takes `{name}`, which its router does not pass"


def _difference(mine: Argument, promised: Argument) -> str | None:
    parser = _parser(mine)
    if parser is not None and parser == _parser(promised):
        return None
    if parser is not None and _parser(promised) is None:
        return f"reads `{mine.name}` by its own {parser}, but the document says a plain parameter"
    if repr(mine.default) != repr(promised.default):
        return f"has {_default(mine)} for `{mine.name}`, but the document says {_default(promised)}"
    if not _same_type(mine.annotation, promised.annotation):
        return f"has another type for `{mine.name}` than the document"
    return None


def _is_lost(mine: Argument, promise: Promise) -> bool:
    """Whether the router reads it as it is documented, and not as the implementation does."""
    assert promise.read is not None
    optional = _EMPTY not in (mine.default, promise.read.default)
    if _parser(mine) is None and optional and promise.passed_if_sent:
        # What a client does not send has the implementation's own default behind a bridge.
        return not _same_type(mine.annotation, promise.read.annotation)
    return _difference(mine, promise.read) is not None


def _parser(argument: Argument) -> str | None:
    marker = argument.marker
    if not isinstance(marker, params.Depends):
        return None
    return f"Depends({getattr(marker.dependency, '__name__', '')})"


def _default(argument: Argument) -> str:
    return "no default" if argument.default is _EMPTY else f"the default {argument.default!r}"


def _of_field(model: type[BaseModel], name: str, shown_besides: Collection[str] = ()) -> Promise:
    """A field of a request model: what it reads, and what its schema says (rule R6)."""
    field = model.model_fields[name]
    validators = [m for m in field.metadata if isinstance(m, _VALIDATORS)]
    others = [m for m in field.metadata if not isinstance(m, _VALIDATORS) and not _hides(m)]
    kind = _annotated(field.annotation, others)
    default = _EMPTY if field.is_required() else field.get_default(call_default_factory=True)
    said = next((m.json_schema_input_type for m in validators if hasattr(m, _INPUT)), None)
    documented = kind if said in (None, PydanticUndefined) else _annotated(said, others)
    # What these make of a value cannot be read from its type.
    opaque = [m for m in validators if isinstance(m, WrapValidator | PlainValidator)]
    read = None if opaque else Argument(name, kind, default, _KEYWORD)
    shown = _shown_default(model, field.alias or name, field, default)
    if shown is None and (field.alias or name) in shown_besides:
        shown = (default,)
    if shown is None:
        return Promise(None, read, passed_if_sent=True)
    return Promise(Argument(name, documented, shown[0], _KEYWORD), read, passed_if_sent=True)


def _hides(item: Any) -> bool:
    return type(item).__name__ == "SkipJsonSchema"


_VALIDATORS = (BeforeValidator, WrapValidator, PlainValidator)
_INPUT = "json_schema_input_type"


def _shown_default(
    model: type[BaseModel], key: str, field: FieldInfo, default: Any
) -> tuple[Any] | None:
    """The default that the schema of a model says; None when it has no such field."""
    try:
        schema = model.model_json_schema()
    except Exception:
        return (default,)  # A type that JSON has no schema for; it is told when it is served.
    if key not in schema.get("properties", {}):
        return None
    if key in schema.get("required", ()):
        return (_EMPTY,)
    if default is _EMPTY or "default" in schema["properties"][key]:
        said = schema["properties"][key].get("default")
        same = default is not _EMPTY and to_jsonable_python(default, fallback=repr) == said
        return (default if same else said,)
    if field.default_factory is None:
        return (default,)
    nullable = {"type": "null"} in schema["properties"][key].get("anyOf", ())
    return (None if nullable else _EMPTY,)


def _annotated(annotation: Any, metadata: list[Any]) -> Any:
    for item in metadata:
        annotation = Annotated[annotation, item]
    return annotation


def _same_type(one: Any, other: Any) -> bool:
    """Whether two types accept the same: spelled alike, or of the same schema."""
    if repr(one) == repr(other):
        return True
    try:
        first, second = (_plain(TypeAdapter(kind).json_schema()) for kind in (one, other))
    except Exception:
        return False  # A type that JSON has no schema for is known by its spelling alone.
    return bool(first == second)


def _plain(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _plain(value) for key, value in schema.items() if key not in _WORDS}
    return [_plain(item) for item in schema] if isinstance(schema, list) else schema
