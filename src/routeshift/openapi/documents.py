"""One OpenAPI document from routes of both kinds."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import PydanticJsonSchemaWarning

from routeshift.discovery import Api, Apis, with_extra_body, with_tags
from routeshift.openapi.components import complete
from routeshift.openapi.security import add_security
from routeshift.serving import (
    LegacyRoute,
    combined_router,
    operations_of_routes,
    refuse_conflicts,
    route_contexts,
)
from routeshift.wire import Words


class _Nobody:
    """Stands for an implementation where only the document is wanted."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        # Or it would pass for a mapping, an awaitable, or whatever a factory looks for.
        if name.startswith("__"):
            raise AttributeError(name)

        async def nothing(*_: Any, **__: Any) -> Any:
            raise NotImplementedError(name)

        return nothing


def document(
    apis: Apis | Iterable[Api],
    *,
    title: str = "API",
    version: str = "1",
    tags: Words | None = None,
    extra_body: str | None = None,
) -> dict[str, Any]:
    """The OpenAPI 3.1 document of APIs of both kinds; no implementation is needed.

    Args:
        apis: What `discover` found.
        title: The title of the document.
        version: The version of what it documents.
        tags: The words of the tags of legacy APIs (rule D3), as `discover` takes them; by default
            as they were discovered.
        extra_body: The vendor extension for their extra body fields (rule P11), in the same way.

    Raises:
        DeclarationError: When an operation cannot be served, or two have one method and path.
    """
    wanted = with_extra_body(with_tags(apis, tags), extra_body)
    routes = [route for api in wanted for route in documented_routes(api)]
    return build(routes, title=title, version=version)


def documented_routes(api: Api) -> list[Any]:
    """The routes of one API as they are documented; they answer nothing.

    Args:
        api: The API.

    Raises:
        DeclarationError: When an operation cannot be served.
    """
    # A factory wants an implementation, which nobody has who only wants the document.
    return list(combined_router(api, _Nobody(), None).routes)


def build(routes: Sequence[Any], *, title: str, version: str, **options: Any) -> dict[str, Any]:
    """The document of routes.

    Args:
        routes: Routes, routers' nodes, route contexts; what is not documented is left out.
        title: The title.
        version: The version.
        options: Further arguments of FastAPI's `get_openapi`.

    Raises:
        DeclarationError: When two operations have one method and path.
    """
    refuse_conflicts(operations_of_routes(routes))
    documented = [_documented(route) for route in routes]
    with warnings.catch_warnings():
        # A default that JSON cannot express (rule P9) is left out of the document.
        warnings.simplefilter("ignore", PydanticJsonSchemaWarning)
        made = get_openapi(title=title, version=version, routes=documented, **options)
        for route, shown in zip(routes, documented, strict=True):
            if route is not shown:
                add_security(made, route, shown)
        # FastAPI shares parts of a document between calls; ours is changed.
        return complete(copy.deepcopy(made), list(route_contexts(documented)))


def _documented(route: Any) -> Any:
    documented = route.legacy.documented if isinstance(route, LegacyRoute) else None
    return route if documented is None else documented
