"""What a loop that adds routes has as Protocols, and what it gets the methods from.

A variable of some name proves nothing: a Protocol is what members are asked of, and an
implementation is what methods are got from and no Protocol.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift.webmethod import METADATA
from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup_expression
from routeshift_codemods.resolve.hosts.records import Host, name_of, named
from routeshift_codemods.syntax import last_name, walk, walk_statements

_ASKING = frozenset({"dir", "getmembers", "getmembers_static", "vars"})
_COPYING = frozenset({"list", "reversed", "set", "sorted", "tuple"})


def implementation(host: Host, loop: ast.For, app: str) -> ast.expr | None:
    """The one thing that a loop gets methods from by their names, a variable of the loop
    followed to its value; None where there is none, and where it may be one of several.

    Args:
        host: The function around it.
        loop: The loop.
        app: What gets the routes.
    """
    protocols = protocols_in(host.index, host.module, loop)
    values = assigned(loop)
    found = {}
    for node in _got_from(loop):
        value = values.get(name_of(node) or "", node)
        texts = {ast.unparse(node), ast.unparse(value)}
        if app not in texts and not texts & protocols and not _is_class(host, value):
            found[ast.unparse(value)] = value
    return next(iter(found.values())) if len(found) == 1 else None


def protocols_in(
    index: Index, module: Module, node: ast.AST, seen: frozenset[ast.AST] = frozenset()
) -> set[str]:
    """What members are asked of, as text: here, or by a function of the project it is given to.

    Args:
        index: The project.
        module: The module of the code.
        node: The code.
        seen: The functions that are being looked through.
    """
    found = set()
    for one in walk(node):
        if isinstance(one, ast.Attribute) and one.attr == "__dict__":
            found.add(ast.unparse(one.value))
        elif isinstance(one, ast.Call) and one.args:
            found |= {ast.unparse(given) for given in _asked(index, module, one, seen)}
    return found


def _asked(
    index: Index, module: Module, call: ast.Call, seen: frozenset[ast.AST]
) -> Iterator[ast.expr]:
    """Those arguments of a call that are Protocols."""
    name, first = last_name(call.func), call.args[0]
    if name in _ASKING:
        yield first
    elif name in ("hasattr", "getattr"):
        # getattr(getattr(protocol, name), "__webmethods__")
        is_asked = len(call.args) > 1 and named(call.args[1]) in METADATA
        inner = first if is_asked and isinstance(first, ast.Call) else None
        if inner is not None and name_of(inner.func) == "getattr" and inner.args:
            yield inner.args[0]
    else:
        meant = lookup_expression(index, module, call.func)
        function = meant.node if isinstance(meant, Defined) else None
        if isinstance(meant, Defined) and isinstance(function, FunctionNode):
            if function in seen:
                return
            inside = protocols_in(index, meant.module, function, seen | {function})
            parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
            given = dict(zip(parameters, call.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
            yield from (value for parameter, value in given.items() if parameter in inside)


def assigned(node: ast.AST) -> dict[str, ast.expr]:
    """What is assigned to each variable in some code, the last one where there are several.

    Args:
        node: The code.
    """
    return {
        name: one.value
        for one in walk_statements(node)
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None
        for target in (one.targets if isinstance(one, ast.Assign) else [one.target])
        if (name := name_of(target)) is not None
    }


def names_in(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    """The variables that some code reads, or those that it sets.

    Args:
        node: The code.
        context: Which of both.
    """
    names = (one for one in walk(node) if isinstance(one, ast.Name))
    return {one.id for one in names if isinstance(one.ctx, context)}


def is_plain(host: Host, node: ast.expr, seen: frozenset[str] = frozenset()) -> bool:
    """Whether something is a variable with all its items, made by no call and filled by no loop:
    what reads the metadata has other keys, or none, once all has moved.

    Args:
        host: The function around it.
        node: What a loop goes over.
        seen: The variables that are being looked at.
    """
    for one in walk(node):
        if isinstance(one, ast.Call):
            is_view = isinstance(one.func, ast.Attribute) and one.func.attr in ("items", "keys")
            if not is_view and name_of(one.func) not in _COPYING:
                return False
        elif isinstance(one, ast.Dict | ast.List | ast.Set) and not getattr(
            one, "keys", getattr(one, "elts", None)
        ):
            return False
    values = assigned(host.function)
    names = names_in(node, ast.Load) & values.keys() - seen
    return all(is_plain(host, values[name], seen | names) for name in names)


def _got_from(loop: ast.For) -> Iterator[ast.expr]:
    """What a loop gets attributes from by names that it does not write down."""
    for node in walk(loop):
        is_got = isinstance(node, ast.Call) and name_of(node.func) == "getattr"
        arguments = node.args if is_got and isinstance(node, ast.Call) else []
        if len(arguments) > 1 and not isinstance(arguments[1], ast.Constant):
            yield arguments[0]


def _is_class(host: Host, node: ast.expr) -> bool:
    """Whether an expression is a class, or comes from a table of classes."""
    table = node.value if isinstance(node, ast.Subscript) else node
    meant = lookup_expression(host.index, host.module, table)
    if not isinstance(meant, Defined):
        return False
    value = getattr(meant.node, "value", None)
    if table is node or not isinstance(value, ast.Dict) or not value.values:
        return table is node and isinstance(meant.node, ast.ClassDef)
    found = [lookup_expression(host.index, meant.module, one) for one in value.values]
    return all(isinstance(one, Defined) and isinstance(one.node, ast.ClassDef) for one in found)
