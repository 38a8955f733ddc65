"""Names that mean something else where an operation goes: a router reads none of its class's."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.records import Method
from routeshift_codemods.resolve.signatures import without_quotes
from routeshift_codemods.syntax import Bound, bindings, names_used, walk


def names_in_the_way(method: Method, decorators: Sequence[ast.expr]) -> Iterator[str]:
    """Why a method cannot be rewritten as it is, a sentence for each reason.

    Args:
        method: The method.
        decorators: Its webmethods.
    """
    body = [node for node in method.protocol.body if not isinstance(node, FunctionNode)]
    own = {bound.name for bound in bindings(body) if isinstance(bound, Bound)}
    read = _read(method)
    # A signature is read inside of its class, and the router stands outside.
    taken = own & (read | method.module.uses(_parts(method)))
    if taken:
        yield f"its signature takes {_quoted(taken)} from the class; move that to the module"
    # What the module has of the same name is not what the decorator gets.
    given = own & names_used(decorators)
    if given:
        yield f"its decorator takes {_quoted(given)} from the class; move that to the module"
    yield from _of_the_module(method, read - own)
    names = (method.node.name, *(parameter.name for parameter in method.parameters))
    mangled = {name for name in names if name[:2] == "__" != name[-2:]}
    if mangled:
        yield f"clients know {_quoted(mangled)} with the name of the class before it; rename it"


def _of_the_module(method: Method, read: set[str]) -> Iterator[str]:
    module = method.module
    made = {n.target.id for part in _parts(method) for n in walk(part) if _binds(n)}
    if made:
        yield f"its signature binds {_quoted(made)}; write it as a constant of the module"
    undefined = read - made - module.names.keys() - {*dir(builtins)}
    if undefined and not module.stars:
        yield f"its signature uses {_quoted(undefined)}, which the module does not define"
    line = method.protocol.lineno
    bound = [b for b in module.bindings if isinstance(b, Bound) and not b.typing_only]
    before = {b.name for b in bound if b.node.lineno < line}
    # Request models stand where all statements of the module have run.
    again = read & before & {b.name for b in bound if b.node.lineno > line}
    if again:
        yield f"its signature uses {_quoted(again)}, which the module binds again below; rename one"


def _binds(node: ast.AST) -> TypeGuard[ast.NamedExpr]:
    return isinstance(node, ast.NamedExpr)


def _annotations(method: Method) -> list[ast.expr]:
    written = [method.node.returns, *(p.node.annotation for p in method.parameters)]
    return [part for part in written if part is not None]


def _defaults(method: Method) -> list[ast.expr]:
    return [p.default for p in method.parameters if p.default is not None]


def _parts(method: Method) -> list[ast.expr]:
    return [*_annotations(method), *_defaults(method)]


def _read(method: Method) -> set[str]:
    """The names that a signature takes from around it."""
    # What is quoted in metadata, or is a key of a default, is no name.
    plain = [*map(without_quotes, _annotations(method)), *_defaults(method)]
    names = {node.id for part in plain for node in walk(part) if isinstance(node, ast.Name)}
    # The names in newer strings are known by their lines, where others may stand, too.
    return (names_used(_parts(method)) - method.module.placeholders) & names


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
