"""A router that is there gets the handlers of what moves later: an API has one factory."""

from __future__ import annotations

import ast

from routeshift.errors import DeclarationError
from routeshift.wire import overlap
from routeshift_codemods.index import FunctionNode, Module


def joined(text: str, name: str, there: Module | None) -> str:
    """The text of a routers' file in which a factory stands once.

    Args:
        text: The text, at the end of which the factory of an API may stand a second time, with
            what has moved since.
        name: What the factory is called.
        there: The file as it was; None for a new one.

    Raises:
        DeclarationError: The one that was there makes its router in another way.
    """
    factories = [n for n in ast.parse(text).body if isinstance(n, FunctionNode) and n.name == name]
    if there is None or len(factories) < 2:
        return text
    old, new = factories[0], factories[-1]
    handlers = [node for node in new.body if isinstance(node, FunctionNode)]
    if _way(old) is None or _way(old) != _way(new):
        names = ", ".join(f"`{handler.name}`" for handler in handlers)
        raise DeclarationError(
            f"This router would get {names}, and has another prefix, route class or shape.",
            file=there.path,
            line=there.names[name].node.lineno,
            hint="Write the route there by hand, or put `# routeshift: ignore` above the method.",
        )
    lines = text.split("\n")
    inserted: dict[int, list[str]] = {}
    for handler in handlers:
        rows = lines[_first_line(handler) - 1 : handler.end_lineno]
        inserted.setdefault(_place(handler, old), []).extend([*rows, ""])
    above = "\n".join(lines[: new.lineno - 1]).rstrip("\n").count("\n") + 1
    kept = [
        (at, line) for at, line in enumerate(lines, 1) if at <= above or at > (new.end_lineno or 0)
    ]
    whole = [row for at, line in kept for row in (*inserted.get(at, ()), line)]
    return "\n".join(whole).rstrip("\n") + "\n"


def _way(factory: FunctionNode) -> tuple[str, ...] | None:
    """How a factory makes its router; None where that is not what one of ours does."""
    made = next((one for one in factory.body if isinstance(one, ast.Assign)), None)
    if made is None or not isinstance(made.value, ast.Call):
        return None
    if not isinstance(factory.body[-1], ast.Return):
        return None
    options = {one.arg: ast.unparse(one.value) for one in made.value.keywords}
    parts = [factory.args, *made.targets, made.value.func, factory.body[-1]]
    return (*map(ast.unparse, parts), options.get("prefix", ""), options.get("route_class", ""))


def _place(handler: FunctionNode, factory: FunctionNode) -> int:
    """The line that a handler stands above, in the order of the old server."""
    for other in (node for node in factory.body if isinstance(node, FunctionNode)):
        meeting = any(overlap(a, b) for a in _paths(handler) for b in _paths(other))
        if meeting and handler.name < other.name:
            return _first_line(other)
    return factory.body[-1].lineno


def _paths(handler: FunctionNode) -> list[str]:
    calls = [one for one in handler.decorator_list if isinstance(one, ast.Call) and one.args]
    first = [call.args[0] for call in calls]
    return [str(one.value) for one in first if isinstance(one, ast.Constant)]


def _first_line(node: FunctionNode) -> int:
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])
