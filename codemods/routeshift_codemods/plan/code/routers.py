"""`create_router(impl)`: the router of one API, in plain FastAPI."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from routeshift.wire import router_factory_name, tag_of
from routeshift_codemods.new import (
    Argument,
    Expression,
    Template,
    apart,
    code_of,
    docstring,
    dotted,
    formatted,
    identifier,
    keyword,
    literal,
    string,
)
from routeshift_codemods.plan.code.handlers import HandlerRenderer
from routeshift_codemods.plan.code.ordering import in_order
from routeshift_codemods.plan.code.request_models import RequestModel
from routeshift_codemods.plan.code.routes import path_names
from routeshift_codemods.resolve import LegacyApi, Method
from routeshift_codemods.syntax import names_used

_FACTORY = Template("""
def {factory}(impl: {api}) -> {router}:
    {docstring}
    router = {router}({options})

    {handlers}

    return router
""")
_DOCSTRING = """Create the router of the {title} API.

Args:
    impl: What answers the requests."""


def router_factory(
    renderer: HandlerRenderer,
    api: LegacyApi,
    methods: Sequence[Method],
    models: Mapping[str, RequestModel],
) -> str:
    """The function that makes the router of an API.

    Args:
        renderer: Renders the handlers.
        api: The API.
        methods: Those of its methods that are rewritten.
        models: The request models by the method's name.
    """
    prefix = _shared_prefix(renderer, methods)
    renderer = replace(renderer, prefixed=prefix is not None)
    ordered = in_order(methods)
    names = _handler_names(ordered)
    handlers = [renderer.handler(m, models.get(m.name), names[m.name]) for m in ordered]
    title = api.protocol.name
    name = router_factory_name(api.name, alone=api.alone)
    router = renderer.symbols.use("fastapi", "APIRouter")
    pages = any(map(renderer.pages.may_be_returned, methods))
    route = renderer.symbols.use(renderer.contract, "PageRoute" if pages else "ContractRoute")
    tag = tag_of(api.name, title, renderer.options.tags)
    factory = _FACTORY.statement(
        factory=identifier(name),
        api=identifier(title),
        router=dotted(router),
        docstring=[docstring(_DOCSTRING.format(title=title))],
        options=_options(renderer, tag, route, prefix),
        handlers=[*map(apart, handlers)],
    )
    return code_of(factory)


def _options(
    renderer: HandlerRenderer, tag: str, route: str, prefix: Expression | None
) -> list[Argument]:
    responses = renderer.symbols.use(renderer.contract, "standard_responses")
    options = [
        keyword("tags", literal([tag])),
        keyword("responses", dotted(responses)),
        keyword("route_class", dotted(route)),
    ]
    return options if prefix is None else [keyword("prefix", prefix), *options]


def _shared_prefix(renderer: HandlerRenderer, methods: Sequence[Method]) -> Expression | None:
    """What all routes begin with: their level, or what stands before routes that have none."""
    routes = [route for method in methods for route in method.routes]
    if len({route.entry.level for route in routes}) != 1:
        return None
    if not routes[0].entry.level:
        prefix = renderer.options.prefix.rstrip("/")
        return string(prefix) if prefix else None
    level = routes[0].expressions["level"]
    if isinstance(level, ast.Constant):
        return string(f"/{level.value!s}")
    return formatted("/", renderer.parameters.source(level), "")


def _handler_names(methods: Sequence[Method]) -> dict[str, str]:
    """What each handler is called: its method's name, unless that hides a name in use.

    A method may be called `list`; then `list[str]` in another signature would find the handler.
    """
    signatures = [
        part
        for method in methods
        for part in [method.node.returns, *(p.node.annotation for p in method.parameters)]
        if part is not None
    ]
    used = names_used(signatures).union({"router", "impl"}, *map(path_names, methods))
    # The function would take the place of a type in the annotations behind it.
    return {m.name: f"{m.name}_" if m.name in used else m.name for m in methods}
