"""The route of a legacy operation: a real `APIRoute`, built from signatures."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from routeshift.discovery import Api, Endpoint
from routeshift.errors import DeclarationError
from routeshift.serving.contract import document_in_query, extra_body
from routeshift.serving.legacy.documenting import document_options, legacy_operation
from routeshift.serving.legacy.handling import make_handler
from routeshift.serving.legacy.route import Legacy, LegacyRoute
from routeshift.serving.signatures import (
    Signature,
    endpoint_signature,
    read_signature,
    refused,
    request_shape,
    unbindable,
)
from routeshift.webmethod import vendor_extensions
from routeshift.wire import beside_the_request
from routeshift.wording import one_line


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
    crowded = beside_the_request(binding)
    # The parts of a form are not put together.
    if crowded is not None and not binding.multipart:
        raise unbindable(method or endpoint.function, crowded)
    shape = request_shape(
        signature,
        binding,
        name=endpoint.request_name,
        module=endpoint.function.__module__,
        documented=protocol.docstring,
    )
    handler = make_handler(endpoint, shape, binding, signature, protocol, method)
    extensions = vendor_extensions(endpoint.entry)
    if any(bound.extra_body for bound in binding.parameters):
        extensions |= extra_body(shape.model, api.extra_body)
    operation = legacy_operation(api, endpoint, extensions)
    Legacy(operation, shape.list_fields).attach_to(handler)
    promised = [bound.name for bound in binding.parameters if bound.promised]
    try:
        route = LegacyRoute(
            endpoint.path, handler, **document_options(api, endpoint, protocol, extensions)
        )
        if promised:
            document_in_query(route, promised)
    # FastAPI refuses in many ways what it cannot build:
    # whatever it says, the method is named (rule R7).
    except Exception as error:
        raise unbindable(method or endpoint.function, one_line(error)) from error
    return route
