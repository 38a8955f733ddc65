"""The route of a legacy operation: a real `APIRoute`, built from signatures."""

from __future__ import annotations

import functools
import inspect
import sys
import types
import typing
from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from routeshift.discovery import Api, Endpoint
from routeshift.errors import DeclarationError
from routeshift.serving.contract import (
    EventStream,
    PageRoute,
    document_in_query,
    extra_body,
    lists_to_query,
    standard_responses,
)
from routeshift.serving.signatures import (
    RequestShape,
    Signature,
    endpoint_signature,
    read_signature,
    refused,
    request_shape,
    spread,
    unbindable,
)
from routeshift.webmethod import extension_extras, vendor_extensions
from routeshift.wire import (
    STREAM_FLAG,
    STREAMS,
    Binding,
    Declared,
    Operation,
    StreamFlag,
    documented,
    stream_flag,
)
from routeshift.wording import one_line

_KNOWN = "__routeshift_legacy__"


@dataclass(slots=True)
class Legacy:
    """What a legacy route knows beyond FastAPI.

    Attributes:
        operation: Its record.
        list_fields: Query lists that are accepted as a JSON body too (rule P2).
        documented: The route as the Protocol documents it; None when it is the same (rule R6).
    """

    operation: Operation
    list_fields: tuple[str, ...]
    documented: LegacyRoute | None = None


class LegacyRoute(PageRoute):
    """The route of a webmethod entry."""

    @property
    def legacy(self) -> Legacy:
        """What it knows beyond FastAPI.

        It stays with the handler: some versions of FastAPI copy a route when they include it,
        without what they do not know.
        """
        known: Legacy = self.endpoint.__dict__[_KNOWN]
        return known

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The request handler; a JSON body of a GET becomes query values (rule P2)."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = super().get_route_handler()
        lists = self.legacy.list_fields
        if not lists:
            return handler

        async def handle(request: Request) -> Response:
            await lists_to_query(request, lists)
            return await handler(request)

        return handle


def legacy_route(api: Api, endpoint: Endpoint, impl: object | None) -> LegacyRoute:
    """The route of one endpoint.

    Args:
        api: The API.
        endpoint: One of its webmethod entries.
        impl: What answers; None for a route that only documents.

    Raises:
        DeclarationError: When the endpoint cannot be served (rule R7).
    """
    protocol = endpoint_signature(endpoint)
    if impl is None:
        return _route(api, endpoint, protocol, protocol, None)
    method = getattr(impl, endpoint.name, None)
    if method is None:
        raise _lacks(impl, endpoint)
    own = _served_signature(method, endpoint, protocol)
    route = _route(api, endpoint, own, protocol, method)
    # The wire is the implementation's, the document the Protocol's (R6): one route for each.
    if not own.same_wire(protocol):
        route.legacy.documented = _route(api, endpoint, protocol, protocol, None)
    return route


def _served_signature(
    method: Callable[..., Any], endpoint: Endpoint, protocol: Signature
) -> Signature:
    """The implementation's signature, unless it takes whatever the Protocol has."""
    if getattr(method, "__routeshift_accepts__", False):
        return protocol
    # Inherited from the Protocol itself: there is nothing of its own to read.
    if inspect.unwrap(getattr(method, "__func__", method)) is inspect.unwrap(endpoint.function):
        return protocol
    own = read_signature(method, endpoint.name)
    reasons = refused(own)
    if reasons:
        raise unbindable(method, "; ".join(reasons))
    return own


def _lacks(impl: object, endpoint: Endpoint) -> DeclarationError:
    return DeclarationError(
        f"{type(impl).__name__} has no method {endpoint.name}, which {endpoint.method} "
        f"{endpoint.path} needs.",
        source=endpoint.source,
        hint="Implement it, or leave the API's implementation out.",
    )


def _route(
    api: Api,
    endpoint: Endpoint,
    signature: Signature,
    protocol: Signature,
    method: Callable[..., Any] | None,
) -> LegacyRoute:
    binding = signature.bind(endpoint.method, endpoint.path, endpoint.lists)
    shape = request_shape(
        signature,
        binding,
        name=endpoint.request_name,
        module=endpoint.function.__module__,
        documented=protocol.docstring,
    )
    handler = _handler(endpoint, shape, binding, signature, protocol, method)
    extensions = vendor_extensions(endpoint.entry)
    if any(bound.extra_body for bound in binding.parameters):
        extensions |= extra_body(shape.model, api.extra_body)
    operation = legacy_operation(api, endpoint, extensions)
    handler.__dict__[_KNOWN] = Legacy(operation, shape.list_fields)
    promised = [bound.name for bound in binding.parameters if bound.promised]
    try:
        route = LegacyRoute(endpoint.path, handler, **_options(api, endpoint, protocol, extensions))
        if promised:
            document_in_query(route, promised)
    except Exception as error:
        raise unbindable(method or endpoint.function, one_line(error)) from error
    return route


def _options(
    api: Api, endpoint: Endpoint, protocol: Signature, extensions: dict[str, Any]
) -> dict[str, Any]:
    """What the document says beside the parameters (rules D2 to D4)."""
    options: dict[str, Any] = {
        "methods": [endpoint.method],
        "tags": [api.tag],
        "deprecated": endpoint.entry.deprecated or None,
        "openapi_extra": extensions or None,
    }
    # FastAPI would make a model of an iterator, and fail.
    rest, item = split_stream(protocol.returns)
    if item is not None:
        options["response_model"] = rest
    declared = Declared(
        endpoint.method,
        nothing=protocol.returns is type(None),
        description=protocol.docstring.returns,
        item=None if item is None else component_of(item, endpoint.function.__module__),
    )
    response = documented(declared)
    responses = standard_responses | response.pop("responses", {})
    return {**options, **response, "responses": responses}


def split_stream(returns: Any) -> tuple[Any, Any]:
    """The model and the stream's item of a return annotation (rule D4).

    Args:
        returns: The annotation.

    Returns:
        What is left of a union without its `AsyncIterator[X]`, and X; None for what is not there.
    """
    union = typing.get_origin(returns) in (typing.Union, types.UnionType)
    members = typing.get_args(returns) if union else (returns,)
    items = [typing.get_args(m)[0] for m in members if typing.get_origin(m) in STREAMS]
    if not items:
        return returns, None
    rest = [m for m in members if typing.get_origin(m) not in STREAMS]
    return (functools.reduce(lambda a, b: a | b, rest) if rest else None), items[0]


def component_of(item: Any, module: str) -> str:
    """The component that a stream's item is, by its name.

    Args:
        item: A class, or an alias that the module knows by a name.
        module: The module that declares the operation.
    """
    names = vars(sys.modules[module]).items()
    alias = next((name for name, value in names if value is item or value == item), str(item))
    return item.__name__ if isinstance(item, type) else alias


def _handler(
    endpoint: Endpoint,
    shape: RequestShape,
    binding: Binding,
    signature: Signature,
    protocol: Signature,
    method: Callable[..., Any] | None,
) -> Callable[..., Any]:
    flag = stream_flag(binding, lambda name: _model_fields(signature, name))
    positional = [a.name for a in signature.arguments if a.kind is a.kind.POSITIONAL_ONLY]

    def handler(**values: Any) -> Any:
        assert method is not None
        arguments = spread(shape, values)
        # Before the call, which may change what it is given.
        streaming = flag is not None and _asks_for_stream(flag, arguments)
        result = method(*[arguments.pop(name) for name in positional], **arguments)
        return EventStream(result) if streaming else result

    handler.__name__ = handler.__qualname__ = endpoint.name
    handler.__module__ = endpoint.function.__module__
    handler.__doc__ = protocol.docstring.description
    handler.__dict__["__signature__"] = inspect.Signature(
        list(shape.parameters), return_annotation=_documented_return(protocol.returns)
    )
    return handler


def _documented_return(returns: Any) -> Any:
    return None if returns is type(None) else returns


def _asks_for_stream(flag: StreamFlag, arguments: Mapping[str, Any]) -> Any:
    said = arguments[flag.parameter]
    return getattr(said, STREAM_FLAG, False) if flag.field else said


def _model_fields(signature: Signature, name: str) -> Collection[str]:
    """The fields of a parameter's model; none of anything else."""
    annotation = signature.argument(name).annotation
    bare = getattr(annotation, "__origin__", annotation)
    is_model = isinstance(bare, type) and issubclass(bare, BaseModel)
    return bare.model_fields if is_model else ()


def legacy_operation(api: Api, endpoint: Endpoint, extensions: Mapping[str, Any]) -> Operation:
    """The record of one endpoint, whose document has these extensions."""
    entry = endpoint.entry
    return Operation(
        api=api.name,
        name=endpoint.name,
        method=endpoint.method,
        path=endpoint.path,
        kind="legacy",
        level=entry.level,
        declared_method=entry.method,
        deprecated=entry.deprecated,
        public=entry.is_public,
        scope=entry.required_scope,
        source=endpoint.source,
        extras=extension_extras(extensions),
    )


__all__ = ["LegacyRoute", "legacy_operation", "legacy_route"]
