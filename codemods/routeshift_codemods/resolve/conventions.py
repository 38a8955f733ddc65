"""Which convention the routers of a target follow: path parameters plain, or in the request."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift.binding import path_parameters
from routeshift_codemods.resolve.records import FunctionNode, Note
from routeshift_codemods.resolve.routers import RouterApi


def conventions(router: RouterApi) -> set[str]:
    """`split`, `whole`, or both; nothing for a router without path parameters."""
    handlers = {
        node.name: node
        for node in ast.walk(router.factory)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found = set()
    for operation in router.operations:
        names = set(path_parameters(operation.path))
        handler = handlers.get(operation.name)
        if names and handler is not None:
            found |= {_convention(call, names) for call in _calls(router.factory, handler)}
    return found


def mixed(routers: tuple[RouterApi, ...], chosen: str | None = None) -> Iterator[Note]:
    """A note for each router that follows another convention than the run, or than the first.

    Args:
        routers: The routers of the target.
        chosen: The convention of the run; None to compare the routers with each other.
    """
    for router in routers:
        followed = conventions(router)
        expected = chosen or next(iter(sorted(followed)), None)
        chosen = chosen or expected
        if followed - {expected}:
            message = (
                f"its path parameters follow the convention {' and '.join(sorted(followed))}, "
                f"and other routers {expected}; --convention chooses"
            )
            path, line = router.module.path, router.factory.lineno
            yield Note("info", router.name, message, path, line)


def _calls(factory: FunctionNode, handler: FunctionNode) -> Iterator[ast.Call]:
    """The calls of the implementation in a handler."""
    arguments = [*factory.args.posonlyargs, *factory.args.args]
    impl = arguments[0].arg if arguments else ""
    for node in ast.walk(handler):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == impl:
                yield node


def _convention(call: ast.Call, names: set[str]) -> str:
    passed = [*call.args, *(keyword.value for keyword in call.keywords)]
    plain = {value.id for value in passed if isinstance(value, ast.Name)}
    return "split" if names & plain else "whole"
