"""What a method takes, and what FastAPI is shown of it.

It serves nothing. Called by `fitting` and `legacy`.
"""

from routeshift.serving.signatures.request import RequestShape, request_shape, spread
from routeshift.serving.signatures.signature import (
    Argument,
    Signature,
    both_signatures,
    endpoint_signature,
    read_signature,
    refused,
    unbindable,
)

__all__ = [
    "Argument",
    "RequestShape",
    "Signature",
    "both_signatures",
    "endpoint_signature",
    "read_signature",
    "refused",
    "request_shape",
    "spread",
    "unbindable",
]
