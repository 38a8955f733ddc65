"""What the document says of a legacy operation beside its parameters, and its record."""

from __future__ import annotations

import functools
import sys
import types
import typing
from collections.abc import Mapping
from typing import Any

from routeshift.discovery import Api, Endpoint
from routeshift.serving.contract import standard_responses
from routeshift.serving.signatures import Signature
from routeshift.webmethod import extension_extras
from routeshift.wire import STREAMS, Declared, Operation, documented


def document_options(
    api: Api, endpoint: Endpoint, protocol: Signature, extensions: dict[str, Any]
) -> dict[str, Any]:
    """What the document says beside the parameters (rules D2 to D4), as FastAPI takes it.

    Args:
        api: The API, whose tag it has.
        endpoint: The operation.
        protocol: The signature that is documented.
        extensions: Its vendor extensions.
    """
    options: dict[str, Any] = {
        "methods": [endpoint.method],
        "tags": [api.tag],
        "deprecated": endpoint.entry.deprecated or None,
        "openapi_extra": extensions or None,
    }
    # FastAPI would make a model of an iterator, and fail.
    rest, item = _split_stream(protocol.returns)
    if item is not None:
        options["response_model"] = rest
    declared = Declared(
        endpoint.method,
        nothing=protocol.returns is type(None),
        description=protocol.docstring.returns,
        item=None if item is None else _component_of(item, endpoint.function.__module__),
    )
    response = documented(declared)
    responses = standard_responses | response.pop("responses", {})
    return {**options, **response, "responses": responses}


def _split_stream(returns: Any) -> tuple[Any, Any]:
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


def _component_of(item: Any, module: str) -> str:
    """The component that a stream's item is, by its name.

    Args:
        item: A class, or an alias that the module knows by a name.
        module: The module that declares the operation.
    """
    names = vars(sys.modules[module]).items()
    alias = next((name for name, value in names if value is item or value == item), str(item))
    return item.__name__ if isinstance(item, type) else alias


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
