"""pytest's fixtures, found by the name of a test's parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup
from routeshift_codemods.resolve.inference.kinds import Callee
from routeshift_codemods.resolve.inference.scopes import Scope, Scopes
from routeshift_codemods.syntax import walk


def fixture(index: Index, scopes: Scopes, scope: Scope, name: str) -> Callee | None:
    """The fixture that a parameter without an annotation asks for; None without one.

    It is looked for as pytest does: in the class, in the module, then in the `conftest.py` of the
    folder and of those above it.

    Args:
        index: The facts.
        scopes: The scopes.
        scope: The function that has the parameter.
        name: The name of the parameter.
    """
    if not _may_ask(scope.node):
        return None
    for home in _places(index, scopes, scope):
        for binding in home.names.get(_named(home, name), ()):
            node = binding.node
            if isinstance(node, FunctionNode) and node is not scope.node and _fixture_call(node):
                return Callee(scopes.of(home.module, node, home), node)
        imported = None if home.is_class else lookup(index, home.module, name)
        node = imported.node if isinstance(imported, Defined) else home.node
        if isinstance(node, FunctionNode) and node is not scope.node and _fixture_call(node):
            assert isinstance(imported, Defined)
            return Callee(scopes.of(imported.module, node, scopes.top(imported.module)), node)
    return None


def _may_ask(node: ast.AST) -> bool:
    return isinstance(node, FunctionNode) and (
        node.name.startswith("test") or _fixture_call(node) is not None
    )


def _places(index: Index, scopes: Scopes, scope: Scope) -> Iterator[Scope]:
    if scope.parent is not None and scope.parent.is_class:
        yield scope.parent
    yield scopes.top(scope.module)
    for module in _conftests(index, scope.module):
        yield scopes.top(module)


def _conftests(index: Index, module: Module) -> Iterator[Module]:
    for folder in module.path.parents:
        found = index.at(folder / "conftest.py")
        if found is not None and found is not module:
            yield found
            yield from _plugins(index, found)
        if (folder / ".git").exists() or (folder / "pyproject.toml").exists():
            return


def _plugins(index: Index, conftest: Module) -> Iterator[Module]:
    """The modules of the project that a `conftest.py` names as plugins."""
    bound = conftest.names.get("pytest_plugins")
    value = getattr(bound.node, "value", None) if bound else None
    named = [one.value for one in walk(value) if isinstance(one, ast.Constant)] if value else []
    for name in named:
        found = index.find(name) if isinstance(name, str) else None
        if found is not None:
            yield found


def _named(home: Scope, name: str) -> str:
    """The function that is the fixture of a name, which a `name=` may give it."""
    for function, bindings in home.names.items():
        for binding in bindings:
            call = _fixture_call(binding.node) if isinstance(binding.node, FunctionNode) else None
            given = [k.value for k in getattr(call, "keywords", []) if k.arg == "name"]
            if given and isinstance(given[0], ast.Constant) and given[0].value == name:
                return function
    return name


def _fixture_call(node: FunctionNode) -> ast.expr | None:
    for one in node.decorator_list:
        target = one.func if isinstance(one, ast.Call) else one
        last = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        if last == "fixture":
            return one
    return None
