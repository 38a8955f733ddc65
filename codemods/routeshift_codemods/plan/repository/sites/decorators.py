"""Decorators of implementations that look at what they pass on, where a request is from now on."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from routeshift_codemods.index import (
    Defined,
    FunctionNode,
    Index,
    Module,
    Outside,
    lookup_expression,
)
from routeshift_codemods.plan.repository.sites.passing import (
    Passing,
    Wrapper,
    variadics,
)
from routeshift_codemods.resolve import Implementing, is_accepted
from routeshift_codemods.syntax import Bound, bound_in, last_name, walk

# Decorators that keep results by their arguments, none of which may be a request: it has no hash.
_HASHING = frozenset(
    {"functools.lru_cache", "functools.cache", "async_lru.alru_cache", "methodtools.lru_cache"}
) | {
    f"{package}.{name}"
    for package in ("cachetools", "asyncache")
    for name in ("cached", "cachedmethod")
}
# What makes a decorator of a function with `*args` and `**kwargs`, and of one that gets them as
# its last two parameters.
_MAKING = frozenset({"decorator.decorator"})
_MAKING_OF_LAST = frozenset({"wrapt.decorator", "wrapt.function_wrapper"})
# What tells a decorator the parameters of a function.
_PARAMETERS = frozenset({"parameters", "co_varnames", "co_argcount"})
_ARGUMENTS = frozenset({"getfullargspec", "getargspec"})
_PARTIAL = frozenset({"functools.partial", "functools.partialmethod"})
_ACCEPT = "put `# routeshift: accept` with the reason there"


@dataclass(slots=True)
class TakingDecorator:
    """A decorator of an implementation or its class, which may take the arguments for itself.

    Attributes:
        index: The facts of the project.
        own: The implementation.
        node: What is written behind the `@`.
        names: What the implementation takes in a request from now on.
    """

    index: Index
    own: Implementing
    node: ast.expr
    names: Collection[str]
    _seen: set[ast.AST] = field(default_factory=set)

    @property
    def of_class(self) -> bool:
        """Whether it decorates the class, and the implementation with it."""
        return self.node not in self.own.node.decorator_list

    def hindrance(self) -> str | None:
        """Why what it decorates cannot take a request; None when it can."""
        module, head = self.own.module, _head(self.node)
        name = ast.unparse(head)
        if isinstance(self.node, ast.Call) and not is_accepted(module, self.node):
            given = next(self._given(self.node), None)
            if given is not None:
                return (
                    f"its decorator `{name}` is given {given}, which is in a request from now on: "
                    f"read it there, and {_ACCEPT}"
                )
        beside = bound_in(self.own.owner) if self.own.owner is not None else {}
        if isinstance(head, ast.Name) and head.id in beside and not self.of_class:
            return next(self._of_own(name, module, beside[head.id].node), None)
        return next(self._reasons(name, module, self.node), None)

    def _given(self, call: ast.Call) -> Iterator[str]:
        """What the decorator is given that says what the implementation takes."""
        is_own = isinstance(lookup_expression(self.index, self.own.module, call.func), Defined)
        for value in (*call.args, *(one.value for one in call.keywords)):
            found = lookup_expression(self.index, self.own.module, value)
            node = found.node if isinstance(found, Defined) else value
            if isinstance(node, Wrapper):
                taken = [one.arg for one in walk(node.args) if isinstance(one, ast.arg)]
                yield from (f"a function that takes `{one}`" for one in taken if one in self.names)
            # What the project does with a text is seen there, and a path says what clients send.
            text = value.value if isinstance(value, ast.Constant) and not is_own else None
            if isinstance(text, str) and not text.startswith("/"):
                parts = re.findall(r"\{(\w+)", text)
                yield from (f"a text with `{{{one}}}`" for one in parts if one in self.names)

    def _reasons(self, name: str, module: Module, node: ast.expr) -> Iterator[str]:
        head = _head(node)
        found = lookup_expression(self.index, module, head)
        if isinstance(found, Defined):
            # Of several definitions, as in an `else`, nobody knows which one it is.
            for one in (b for b in found.module.bindings if b.node is not found.node):
                if isinstance(one, Bound) and one.name == found.bound.name:
                    yield from self._of_own(name, found.module, one.node)
            yield from self._of_own(name, found.module, found.node)
        elif found is None and isinstance(head, ast.Attribute):
            yield from self._of_class(name, module, head)
        elif found is not None and found.name in _PARTIAL:
            # `@partial(watched, key="name")`
            yield from (r for one in _first(node) for r in self._reasons(name, module, one))
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
                yield from self._of_part(name, found.module, bound.node, found.node)

    def _of_own(self, name: str, module: Module, node: ast.stmt) -> Iterator[str]:
        """What a decorator of the project does with arguments."""
        value = getattr(node, "value", None)
        if isinstance(value, ast.Lambda):
            yield from self._of_part(name, module, value, value)
        elif isinstance(value, ast.expr) and value not in self._seen:
            # `audited = audit_by("asset_id")`
            self._seen.add(value)
            yield from self._reasons(name, module, value)
        elif isinstance(node, FunctionNode | ast.ClassDef):
            yield from self._of_part(name, module, node, node)

    def _of_part(self, name: str, module: Module, node: ast.AST, around: ast.AST) -> Iterator[str]:
        """What a function or a class does with them, and what it makes wrappers with."""
        if node in self._seen:
            return
        self._seen.add(node)
        wrappers = list(_wrappers(node))
        if any(self._names_arguments(one, node) for one in wrappers if _is_value(one, node)):
            yield f"its decorator `{name}` takes its arguments by name"
        at = next(filter(_asks_for_parameters, walk(node)), None)
        # Of a class they are what it is made of.
        if isinstance(at, ast.expr) and not self.of_class and not is_accepted(module, at):
            yield (
                f"its decorator `{name}` looks at the parameters of what it decorates ("
                f"{module.path.name}:{at.lineno}), which is a request from now on: read that, too, "
                f"and {_ACCEPT}"
            )
        for wrapper, names in [*self._made(module, node), *((o, variadics(o)) for o in wrappers)]:
            yield from self._looks(name, Passing(self.index, module, wrapper, names, around))
        for call in _making(node, wrappers):
            yield from self._made_by(name, module, call)
        for one in (d for wrapper in wrappers for d in getattr(wrapper, "decorator_list", ())):
            yield from self._reasons(name, module, one)

    def _made(self, module: Module, node: ast.AST) -> Iterator[tuple[Wrapper, list[str]]]:
        """A function that another package makes a decorator of, and what it calls the arguments."""
        for one in getattr(node, "decorator_list", ()):
            found = lookup_expression(self.index, module, one)
            making = found.name if isinstance(found, Outside) else ""
            if isinstance(node, Wrapper) and making in _MAKING:
                yield node, variadics(node)
            if isinstance(node, Wrapper) and making in _MAKING_OF_LAST:
                yield node, [arg.arg for arg in [*node.args.posonlyargs, *node.args.args][-2:]]

    def _made_by(self, name: str, module: Module, call: ast.Call) -> Iterator[str]:
        """What a call does that makes a wrapper, or is given the most of one."""
        found = lookup_expression(self.index, module, call.func)
        if not isinstance(found, Outside) or found.name not in _PARTIAL:
            yield from self._reasons(name, module, call)
            return
        for one in _first(call):
            part = lookup_expression(self.index, module, one)
            if isinstance(part, Defined) and isinstance(part.node, FunctionNode):
                node, names = part.node, variadics(part.node)
                yield from self._looks(name, Passing(self.index, part.module, node, names, node))

    def _looks(self, name: str, passing: Passing) -> Iterator[str]:
        if is_accepted(passing.module, passing.node):
            return
        use = next(passing.looks(), None) if passing.names else None
        if use is not None and not is_accepted(passing.module, use):
            yield (
                f"its decorator `{name}` looks at what it passes on ({passing.module.path.name}:"
                f"{use.lineno}), which is a request from now on: let it pass on `*args` and "
                f"`**kwargs` alone, or read the request, too, and {_ACCEPT}"
            )

    def _names_arguments(self, wrapper: Wrapper, node: ast.AST) -> bool:
        """Whether it names arguments behind the object, or the function, that it gets first."""
        is_method = isinstance(node, ast.ClassDef) and wrapper in node.body
        named = [*wrapper.args.posonlyargs, *wrapper.args.args][2 if is_method else 1 :]
        named += wrapper.args.kwonlyargs
        return any(one.arg in self.names for one in named) if self.of_class else bool(named)


def _is_hashing(name: str) -> bool:
    return name in _HASHING or name.startswith("cachetools.func.")


def _head(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _first(node: ast.expr) -> list[ast.expr]:
    return node.args[:1] if isinstance(node, ast.Call) else []


def _wrappers(node: ast.AST) -> Iterator[Wrapper]:
    """The functions in a decorator that may be called in place of what it decorates."""
    methods = node.body if isinstance(node, ast.ClassDef) else ()
    for one in (one for one in walk(node) if isinstance(one, Wrapper) and one is not node):
        is_called = one not in methods or getattr(one, "name", "") == "__call__"
        if is_called and not _makes_another(one):
            yield one


def _is_value(wrapper: Wrapper, node: ast.AST) -> bool:
    """Whether a function in a decorator is more than called there."""
    name = getattr(wrapper, "name", "__call__")
    called = [one.func for one in walk(node) if isinstance(one, ast.Call)]
    named = [one for one in walk(node) if isinstance(one, ast.Name) and one.id == name]
    return name == "__call__" or any(one not in called for one in named)


def _makes_another(node: Wrapper) -> bool:
    """Whether it gives back a function that is made in it."""
    if isinstance(node, ast.Lambda):
        return isinstance(node.body, ast.Lambda)
    inner = [one for one in walk(node) if isinstance(one, Wrapper) and one is not node]
    back = [one for one in walk(node) if isinstance(one, ast.Return)]
    of_inner = {id(one) for function in inner for one in walk(function)}
    parts = [part for one in back if id(one) not in of_inner for part in walk(one)]
    named = {one.id for one in parts if isinstance(one, ast.Name)}
    return any(one in parts or getattr(one, "name", "") in named for one in inner)


def _asks_for_parameters(node: ast.AST) -> bool:
    """Whether it reads of a function what that takes."""
    if isinstance(node, ast.Call):
        return last_name(node.func) in _ARGUMENTS
    return isinstance(node, ast.Attribute) and node.attr in _PARAMETERS


def _making(node: ast.AST, wrappers: Collection[Wrapper]) -> Iterator[ast.Call]:
    """The calls in a decorator whose results may be wrappers: of something, and for something."""
    inside = {id(one) for wrapper in wrappers for one in walk(wrapper)}
    dropped = {id(one.value) for one in walk(node) if isinstance(one, ast.Expr)}
    for one in walk(node):
        if isinstance(one, ast.Call) and id(one) not in inside and (one.args or one.keywords):
            yield from () if id(one) in dropped else (one,)
