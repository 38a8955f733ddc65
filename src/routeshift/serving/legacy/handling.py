"""The handler of a legacy operation: what it takes, whom it calls, and when that streams."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from typing import Any

from pydantic import BaseModel

from routeshift.discovery import Endpoint
from routeshift.serving.contract import EventStream
from routeshift.serving.signatures import RequestShape, Signature, spread
from routeshift.wire import STREAM_FLAG, Binding, StreamFlag, stream_flag


def make_handler(
    endpoint: Endpoint,
    shape: RequestShape,
    binding: Binding,
    signature: Signature,
    protocol: Signature,
    method: Callable[..., Any] | None,
) -> Callable[..., Any]:
    """What FastAPI calls for a legacy operation.

    Args:
        endpoint: The operation.
        shape: How FastAPI is shown what it takes.
        binding: Where that travels.
        signature: What the method takes: the implementation's, where there is one.
        protocol: What the document says of it: the Protocol's (rule R6).
        method: The implementation's; None for a route that only documents.
    """
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
