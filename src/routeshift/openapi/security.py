"""What a document says of credentials."""

from __future__ import annotations

from typing import Any

from fastapi.openapi.utils import get_openapi

from routeshift.wire import PUBLIC_KEY


def add_security(document: dict[str, Any], served: Any, documented: Any) -> None:
    """Let an operation demand the credentials that the route demands which serves it.

    The Protocol is what is documented, and its implementation may depend on a security scheme of
    its own (rule R6): a client must know.

    Args:
        document: The document, which is changed.
        served: The route that answers.
        documented: The route that was documented in its place.
    """
    # Asked of FastAPI: which dependency demands what is its own business.
    made = get_openapi(title="", version="", routes=[served])
    for method, operation in made["paths"].get(served.path_format, {}).items():
        if "security" in operation:
            item = document["paths"][documented.path_format]
            item[method]["security"] = operation["security"]
    schemes = made.get("components", {}).get("securitySchemes", {})
    if schemes:
        components = document.setdefault("components", {})
        components.setdefault("securitySchemes", {}).update(schemes)


def free_public(document: dict[str, Any]) -> None:
    """Let public operations demand nothing where the document demands something of all.

    Args:
        document: The document, which is changed.
    """
    if not document.get("security"):
        return
    for item in document.get("paths", {}).values():
        for operation in item.values():
            if isinstance(operation, dict) and operation.get(PUBLIC_KEY):
                operation.setdefault("security", [])
