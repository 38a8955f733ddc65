"""The whole way: from packages to their APIs, of both kinds."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from routeshift.discovery.conventions import with_extra_body, with_lists, with_tags
from routeshift.discovery.found import Apis, Skipped
from routeshift.discovery.legacy import legacy_apis, with_request_names
from routeshift.discovery.loading import load, modules
from routeshift.discovery.routers import with_routers
from routeshift.wire import Words

ROUTE_MODULES = ("routes", "fastapi_routes")
ENTRY_POINTS = "routeshift.apis"


def discover(
    *targets: str | Path | ModuleType,
    prefix: str = "",
    route_modules: Sequence[str] = ROUTE_MODULES,
    entry_points: bool = False,
    lists: str | None = None,
    tags: Words | None = None,
    extra_body: str | None = None,
) -> Apis:
    """Find the APIs of one or several packages.

    Legacy Protocols are known by the attributes that their decorator leaves (rule R1), routers
    by functions `create_router(impl)` or `create_<api>_router(impl)` in the route modules.

    Args:
        targets: Packages: imported, by dotted name, or by the path to their folder.
        prefix: What stands before routes that have no level (rule R3), as `/v1`.
        route_modules: Names of the modules that hold router factories.
        entry_points: Whether to search the packages that installed distributions name in the
            entry point group `routeshift.apis`, too.
        lists: Where lists on GET and DELETE are read from (rule P2): `both` the query, which is
            documented, and the body, which the old server read; `query` or `body` alone. With
            `body` nothing changes for clients. By default `both`.
        tags: The words of the tags of legacy APIs (rule D3): `protocol` for the Protocol's name,
            as in `VectorIO`; `title` for the API's, as in `Vector Io`; or tags by the names of
            APIs. By default `protocol`.
        extra_body: The vendor extension that lists extra body fields of legacy APIs (rule P11):
            `x-...` of the operation, or `requestBody.x-...`, which has them by their names.

    Returns:
        The APIs, by name.

    Raises:
        TargetError: When a target or a module that declares an API fails to import.
        DeclarationError: When two modules declare an API of the same name, lists are to be
            read from somewhere else, or a tag is for no API.
    """
    wanted = [*targets, *(_external() if entry_points else ())]
    packages = [load(target) for target in wanted]
    found: list[ModuleType] = []
    skipped: list[Skipped] = []
    for package in packages:
        loaded, failed = modules(package, route_modules)
        found += [module for module in loaded if module not in found]
        skipped += failed
    # Legacy first: a factory of an API that is there joins it, and makes it one of both kinds.
    legacy = with_request_names(legacy_apis(found, route_modules, prefix), packages)
    apis = with_routers(legacy, found, route_modules)
    names = tuple(package.__name__ for package in packages)
    settled = with_tags(with_lists(apis.values(), lists), tags, all_known=True)
    found_apis = sorted(with_extra_body(settled, extra_body), key=lambda api: api.name)
    return Apis(tuple(found_apis), names, tuple(skipped))


def _external() -> Iterable[str]:
    return sorted(point.value for point in importlib.metadata.entry_points(group=ENTRY_POINTS))
