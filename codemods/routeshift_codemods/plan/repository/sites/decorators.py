"""Decorators of implementations that look at what they pass on, where a request is from now on."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup_expression
from routeshift_codemods.resolve import is_accepted
from routeshift_codemods.syntax import bound_in, children, last_name, walk

_Wrapper = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
# What finds the parameters of a function in what it is given, or makes a key or a text of that.
_LOOKING = frozenset({"bind", "bind_partial", "getcallargs", "format"})
_LOOKING |= {"hashkey", "typedkey", "methodkey"}
# Decorators that keep results by their arguments, none of which may be a request: it has no hash.
_HASHING = frozenset({"functools.lru_cache", "functools.cache", "async_lru.alru_cache"}) | {
    f"{package}.{name}"
    for package in ("cachetools", "asyncache")
    for name in ("cached", "cachedmethod")
}


@dataclass(slots=True)
class TakingDecorator:
    """A decorator of an implementation, which may take the arguments for itself.

    Attributes:
        index: The facts of the project.
        module: The module that it is used in.
        node: What is written behind the `@`.
    """

    index: Index
    module: Module
    node: ast.expr
    _seen: set[ast.AST] = field(default_factory=set)

    def hindrance(self) -> str | None:
        """Why what it decorates cannot take a request; None when it can."""
        name = ast.unparse(self.node.func if isinstance(self.node, ast.Call) else self.node)
        return next(self._reasons(name, self.module, self.node), None)

    def _reasons(self, name: str, module: Module, node: ast.expr) -> Iterator[str]:
        head = node.func if isinstance(node, ast.Call) else node
        found = lookup_expression(self.index, module, head)
        if isinstance(found, Defined):
            yield from self._of_own(name, found.module, found.node)
        elif found is None and isinstance(head, ast.Attribute):
            yield from self._of_class(name, module, head)
        elif found is not None and _is_hashing(found.name):
            yield (
                f"its decorator `{name}` keeps results by their arguments, and a request has no "
                "hash: make its key of the fields, or decorate what it calls"
            )

    def _of_class(self, name: str, module: Module, head: ast.Attribute) -> Iterator[str]:
        """What a decorator does that a class has, or an object of a module: `audit.by`."""
        found = lookup_expression(self.index, module, head.value)
        made = getattr(found.node, "value", None) if isinstance(found, Defined) else None
        if isinstance(found, Defined) and isinstance(made, ast.Call):
            found = lookup_expression(self.index, found.module, made.func)
        if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
            bound = bound_in(found.node).get(head.attr)
            if bound is not None:
                yield from self._of_own(name, found.module, bound.node)

    def _of_own(self, name: str, module: Module, node: ast.stmt) -> Iterator[str]:
        """What a decorator of the project, or what it is made by, does with arguments."""
        if node in self._seen:
            return
        self._seen.add(node)
        value = getattr(node, "value", None)
        if isinstance(value, ast.expr):
            # `audited = audit_by("asset_id")`
            yield from self._reasons(name, module, value)
        if not isinstance(node, FunctionNode | ast.ClassDef):
            return
        wrappers = list(_wrappers(node))
        functions = [one for one in walk(node) if isinstance(one, FunctionNode)]
        taking = functions if isinstance(node, FunctionNode) else wrappers
        if any(_names_arguments(one) for one in taking if one is not node):
            yield f"its decorator `{name}` takes its arguments by name"
        for wrapper in wrappers:
            yield from self._looks(name, module, wrapper)
        for function in functions:
            # `return wrapped(function, key)`
            if function.args.vararg is None and function.args.kwarg is None:
                yield from self._given_by(name, module, function)

    def _given_by(self, name: str, module: Module, function: FunctionNode) -> Iterator[str]:
        """What another decorator does, which a function gives back what it makes of."""
        for one in function.body:
            if isinstance(one, ast.Return) and isinstance(one.value, ast.Call):
                yield from self._reasons(name, module, one.value)

    def _looks(self, name: str, module: Module, wrapper: _Wrapper) -> Iterator[str]:
        if is_accepted(module, wrapper):
            return
        use = next(self._looked_at(module, wrapper), None)
        if use is not None and not is_accepted(module, use):
            yield (
                f"its decorator `{name}` looks at what it passes on ({module.path.name}:"
                f"{use.lineno}), which is a request from now on: let it pass on `*args` and "
                "`**kwargs` alone, or read the request, too, and put `# routeshift: accept` with "
                "the reason there"
            )

    def _looked_at(self, module: Module, wrapper: _Wrapper) -> Iterator[ast.expr]:
        """Where a function does anything but to pass on its `*args` and `**kwargs`."""
        names = {one.arg for one in (wrapper.args.vararg, wrapper.args.kwarg) if one is not None}
        # In front of all else stands the object, whose attributes nobody moves.
        has_object = not [*wrapper.args.posonlyargs, *wrapper.args.args]
        body = wrapper.body if isinstance(wrapper.body, list) else [wrapper.body]
        for node in (one for statement in body for one in walk(statement)) if names else ():
            passed = _passed(node, names) if isinstance(node, ast.Call) else ()
            if isinstance(node, ast.Call) and passed and self._is_looking(module, node):
                yield node
            for child in children(node):
                if _is_one_of(child, names) and not _is_harmless(node, child, has_object):
                    assert isinstance(child, ast.expr)
                    yield child

    def _is_looking(self, module: Module, call: ast.Call) -> bool:
        """Whether a function that gets all of them looks at them."""
        if last_name(call.func) in _LOOKING:
            return True
        found = lookup_expression(self.index, module, call.func)
        node = found.node if isinstance(found, Defined) else None
        if not isinstance(node, FunctionNode) or node in self._seen:
            return False
        assert isinstance(found, Defined)
        self._seen.add(node)
        before = sum(not isinstance(one, ast.Starred) for one in call.args)
        named = len([*node.args.posonlyargs, *node.args.args]) > before + 1
        return named or any(True for _ in self._looked_at(found.module, node))


def _is_hashing(name: str) -> bool:
    return name in _HASHING or name.startswith("cachetools.func.")


def _wrappers(node: ast.AST) -> Iterator[_Wrapper]:
    """The functions in a decorator that may be called in place of what it decorates."""
    inner = [one for one in walk(node) if one is not node]
    returned = {one.value for one in inner if isinstance(one, ast.Return)}
    names = {n.id for one in returned if one for n in walk(one) if isinstance(n, ast.Name)}
    for one in inner:
        is_given = one in returned or getattr(one, "name", "") in {*names, "__call__"}
        if isinstance(one, _Wrapper) and (is_given or getattr(one, "decorator_list", None)):
            yield one


def _names_arguments(node: _Wrapper) -> bool:
    """Whether a function names arguments behind its first, which is the object or a function."""
    named = [*node.args.posonlyargs, *node.args.args]
    return len(named) > 1 or bool(node.args.kwonlyargs)


def _is_one_of(node: ast.AST, names: Collection[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _passed(call: ast.Call, names: Collection[str]) -> list[ast.expr]:
    """What of some names a call passes on as it is."""
    stars = [one.value for one in call.args if isinstance(one, ast.Starred)]
    tables = [one.value for one in call.keywords if one.arg is None]
    return [one for one in [*stars, *tables] if _is_one_of(one, names)]


def _is_harmless(parent: ast.AST, use: ast.AST, has_object: bool) -> bool:
    """Whether what stands around a name passes it on, or reads only the object of a method."""
    if isinstance(parent, ast.Starred) or (isinstance(parent, ast.keyword) and parent.arg is None):
        return True
    at = parent.slice if isinstance(parent, ast.Subscript) and parent.value is use else None
    return has_object and isinstance(at, ast.Constant) and at.value == 0
