"""A client in the process: it looks methods of implementations up by path, and calls them itself.

What has moved is found in an app of its own, and is called with the same fields: `accepts_both`
makes the request of them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.hosts.records import Host, Replacement, free, name_of, written
from routeshift_codemods.syntax import walk

_TABLE = """\
# In {function}, behind line {line}.
# `self.{table}` is empty when all has moved: whether it is must not matter.
self.{app} = FastAPI()
self.{served} = {{getattr(api, "value", api): impl for api, impl in {impls}.items()}}
routers = discover({packages}).routers
mount(
    self.{app},
    routers,
    {{name: impl for name, impl in self.{served}.items() if name in routers}},
    bridge=True,
)
"""
_CALL = """
# In {function}, in front of line {line}, which is for the rest. There
# `{called}` takes the place of `{was}`.
operation = find_operation(self.{app}, {method}, {path})
if operation is not None:
    {impl} = accepts_both(getattr(self.{served}[operation.api], operation.name))
    found = compile_path(operation.path)[0].match({path}).groupdict()
"""
_IMPORTS = (
    "from fastapi import FastAPI",
    "from routeshift import accepts_both, discover, find_operation, mount",
    "from starlette.routing import compile_path",
)


def called_in_process(host: Host) -> Replacement | None:
    """The lines that find and call what has moved, too; None where no such client is.

    Args:
        host: A function that depends on the metadata.
    """
    made = next(filter(None, (_made(node, host.line) for node in walk(host.function))), None)
    if made is None or host.cls is None:
        return None
    table, impls = made
    known = {node.attr for node in walk(host.cls) if isinstance(node, ast.Attribute)}
    names = {"app": free("app", known), "served": free("served", known)}
    methods = [node for node in host.cls.body if isinstance(node, FunctionNode)]
    calls = [code for method in methods for code in _calls(host, method, table, names)]
    if not calls:
        return None
    code = _TABLE.format(
        function=host.function.name,
        line=host.line,
        table=table,
        impls=written(host.module, impls),
        packages=host.packages,
        **names,
    )
    return Replacement(code + "".join(calls), _IMPORTS)


def _made(node: ast.AST, line: int) -> tuple[str, ast.expr] | None:
    """The attribute with the table of methods, and the implementations that it is made of."""
    if not isinstance(node, ast.Assign) or node.lineno != line:
        return None
    target, value = node.targets[0], node.value
    is_own = isinstance(target, ast.Attribute) and name_of(target.value) == "self"
    if is_own and isinstance(value, ast.Call) and value.args:
        assert isinstance(target, ast.Attribute)
        return target.attr, value.args[0]
    return None


def _calls(host: Host, method: FunctionNode, table: str, names: dict[str, str]) -> Iterator[str]:
    """The lines for each lookup in a method whose outcome is called with fields."""
    for node in walk(method):
        value = node.value if isinstance(node, ast.Assign) else None
        if not isinstance(value, ast.Call) or not _looks_up(host, value, table):
            continue
        assert isinstance(node, ast.Assign)
        found = {name.id for name in walk(node.targets[0]) if isinstance(name, ast.Name)}
        for call in (one for one in walk(method) if isinstance(one, ast.Call)):
            fields = next((k.value for k in call.keywords if k.arg is None), None)
            if name_of(call.func) in found and fields is not None:
                asked, path = (written(host.module, one) for one in value.args[:2])
                impl = name_of(call.func)
                yield _CALL.format(
                    function=method.name,
                    line=node.lineno,
                    called=f"{impl}(**{{**{written(host.module, fields)}, **found}})",
                    was=written(host.module, call),
                    method=asked,
                    path=path,
                    impl=impl,
                    **names,
                )


def _looks_up(host: Host, call: ast.Call, table: str) -> bool:
    tables = [one.attr for one in call.args if isinstance(one, ast.Attribute)]
    return name_of(call.func) in host.lookups and len(call.args) > 1 and table in tables
