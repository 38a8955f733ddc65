"""What a handler holds around each call, as `with` does: the context of a request."""

from __future__ import annotations

import ast
import textwrap

from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.resolve.hosts.records import written
from routeshift_codemods.syntax import walk

_HOOK = """\
@asynccontextmanager
async def around({request}, operation):
{body}"""


def context_of(module: Module, maker: str) -> str | None:
    """A context hook for `mount` that holds what the handlers of a server hold around a call.

    None where they hold nothing, or where that takes more than the request.

    Args:
        module: The module of the server.
        maker: The function in it that makes a handler.
    """
    bound = module.names.get(maker)
    made = bound.node if bound is not None else None
    if not isinstance(made, FunctionNode):
        return None
    for handler in (node for node in walk(made) if isinstance(node, FunctionNode)):
        arguments = [*handler.args.posonlyargs, *handler.args.args]
        request = arguments[0].arg if handler is not made and arguments else None
        held = next((n for n in handler.body if isinstance(n, ast.With | ast.AsyncWith)), None)
        if request is not None and held is not None:
            return _hook(module, handler, held, request, _own(made) - _own(handler))
    return None


def _hook(
    module: Module,
    handler: FunctionNode,
    held: ast.With | ast.AsyncWith,
    request: str,
    outer: set[str],
) -> str | None:
    needed = {name for item in held.items for name in _read(item)}
    above: list[str] = []
    for node in reversed(handler.body[: handler.body.index(held)]):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id in needed:
            assert isinstance(node, ast.Assign)
            needed = (needed - {target.id}) | set(_read(node.value))
            above.insert(0, written(module, node))
    if needed & outer or needed & (_own(handler) - {request}):
        return None
    word = "async with" if isinstance(held, ast.AsyncWith) else "with"
    items = ", ".join(_item(module, item) for item in held.items)
    body = "\n".join([*above, f"{word} {items}:", "    yield"])
    return _HOOK.format(request=request, body=textwrap.indent(body, "    "))


def _item(module: Module, item: ast.withitem) -> str:
    name = item.optional_vars
    held = written(module, item.context_expr)
    return held if name is None else f"{held} as {written(module, name)}"


def _read(node: ast.AST) -> list[str]:
    return [n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]


def _own(function: FunctionNode) -> set[str]:
    """What only runs of a function know: its parameters and what it binds."""
    inside = walk(function)
    stored = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {node.arg for node in inside if isinstance(node, ast.arg)}
