"""The operations of routers in source: what `create_router` functions and their like declare."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from routeshift.wire import SCOPE_KEY, Operation, Source, factory_api, level_of, says_public
from routeshift_codemods.index import (
    FunctionNode,
    Index,
    Module,
    Outside,
    UnknownValueError,
    lookup_expression,
    value_of,
)
from routeshift_codemods.syntax import walk_statements

_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})


@dataclass(frozen=True, slots=True)
class RouterApi:
    """The router of one API.

    Attributes:
        name: The API.
        module: Where it is made.
        factory: The function that makes it.
        operations: Its routes, in the order of the source.
    """

    name: str
    module: Module
    factory: FunctionNode
    operations: tuple[Operation, ...]


def router_apis(index: Index, module: Module) -> list[RouterApi]:
    """The routers that the functions of a module make."""
    found: list[RouterApi] = []
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            api = factory_api(module.name, node.name)
            if api is not None:
                operations = tuple(_operations(index, module, api, node))
                found.append(RouterApi(api, module, node, operations))
    return found


def _operations(
    index: Index, module: Module, api: str, factory: FunctionNode
) -> Iterator[Operation]:
    routers = dict(_routers(index, module, factory))
    for node in walk_statements(factory):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # The lowest decorator runs first, and adds its route first.
            for call in reversed(node.decorator_list):
                for method, prefix in _route_call(call, routers):
                    yield _operation(index, module, api, node, call, method, prefix)


def _routers(index: Index, module: Module, factory: FunctionNode) -> Iterator[tuple[str, str]]:
    for node in walk_statements(factory):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Assign) and isinstance(value, ast.Call):
            found = lookup_expression(index, module, value.func)
            if isinstance(found, Outside) and found.name.endswith("APIRouter"):
                prefix = _argument(index, module, value, "prefix", "")
                yield from ((t.id, prefix) for t in node.targets if isinstance(t, ast.Name))


def _route_call(call: ast.expr, routers: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return
    owner = call.func.value
    if not isinstance(owner, ast.Name) or owner.id not in routers:
        return
    if call.func.attr in _METHODS:
        yield call.func.attr.upper(), routers[owner.id]
    elif call.func.attr == "api_route":
        listed = next((k.value for k in call.keywords if k.arg == "methods"), None)
        for method in getattr(listed, "elts", [ast.Constant("GET")]):
            yield str(getattr(method, "value", "GET")).upper(), routers[owner.id]


def _operation(
    index: Index,
    module: Module,
    api: str,
    handler: FunctionNode,
    call: ast.expr,
    method: str,
    prefix: str,
) -> Operation:
    assert isinstance(call, ast.Call)
    path = prefix + str(_argument(index, module, call, "path", ""))
    extra = _argument(index, module, call, "openapi_extra", {})
    return Operation(
        api=api,
        name=handler.name,
        method=method,
        path=path,
        kind="router",
        level=level_of(path),
        declared_method=method,
        deprecated=bool(_argument(index, module, call, "deprecated", False)),
        public=says_public(extra),
        scope=extra.get(SCOPE_KEY),
        source=Source(module.path, handler.lineno),
    )


def _argument(index: Index, module: Module, call: ast.Call, name: str, default: Any) -> Any:
    found = next((k.value for k in call.keywords if k.arg == name), None)
    if found is None and name == "path" and call.args:
        found = call.args[0]
    if isinstance(found, ast.Dict):
        return _dict(index, module, found)
    try:
        return default if found is None else value_of(index, module, found)
    except UnknownValueError:
        return default


def _dict(index: Index, module: Module, node: ast.Dict) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        try:
            if key is not None:
                found[value_of(index, module, key)] = value_of(index, module, value)
        except UnknownValueError:
            continue
    return found
