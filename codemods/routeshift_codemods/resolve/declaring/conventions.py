"""Which convention the routers of a target follow: path parameters plain, or in the request."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift.wire import path_parameters
from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.declaring.routers import RouterApi
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.syntax import walk


def conventions(router: RouterApi) -> set[str]:
    """`split`, `whole`, or both; nothing for a router without path parameters."""
    handlers = {
        node.name: node
        for node in walk(router.factory)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found = set()
    for operation in router.operations:
        names = set(path_parameters(operation.path))
        handler = handlers.get(operation.name)
        if names and handler is not None:
            found |= {_convention(call, names) for call in _calls(router.factory, handler)}
    return found


_WORDS = {"split": "plainly", "whole": "in the request model"}


def mixed(routers: tuple[RouterApi, ...], chosen: str | None = None) -> Iterator[Diagnostic]:
    """One diagnostic for all routers of another convention than the run's, or than the first's.

    Args:
        routers: The routers of the target.
        chosen: The convention of the run; None to compare the routers with each other.
    """
    followed = {router.name: conventions(router) for router in routers}
    # The first router sets the convention: no setting is needed to see that they differ.
    expected = chosen or next((min(found) for found in followed.values() if found), None)
    others = [router for router in routers if followed[router.name] - {expected}]
    if not others or expected is None:
        return
    other = next(name for name in sorted(_WORDS) if name != expected)
    counted = "1 router takes" if len(others) == 1 else f"{len(others)} routers take"
    rest = "the others take" if chosen is None else "the new ones take"
    message = f"{counted} path parameters {_WORDS[other]}; {rest} them {_WORDS[expected]}"
    if chosen is not None:
        message += f"; --convention {other} follows them"
    subject = ", ".join(router.name for router in others)
    yield Diagnostic("info", subject, message, others[0].module.path, others[0].factory.lineno)


def _calls(factory: FunctionNode, handler: FunctionNode) -> Iterator[ast.Call]:
    """The calls of the implementation in a handler."""
    arguments = [*factory.args.posonlyargs, *factory.args.args]
    impl = arguments[0].arg if arguments else ""
    for node in walk(handler):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == impl:
                yield node


def _convention(call: ast.Call, names: set[str]) -> str:
    passed = [*call.args, *(keyword.value for keyword in call.keywords)]
    plain = {value.id for value in passed if isinstance(value, ast.Name)}
    return "split" if names & plain else "whole"
