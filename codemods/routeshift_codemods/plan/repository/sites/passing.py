"""Where a function looks at its `*args` and `**kwargs`, and does not only pass them on."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup_expression
from routeshift_codemods.syntax import bound_in, children, last_name, walk

Wrapper = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# What finds the parameters of a function in what it is given, or makes a text of that.
_LOOKING = frozenset({"bind", "bind_partial", "getcallargs", "format"})


@dataclass(frozen=True)
class Passing:
    """A function that passes on what it is given.

    Attributes:
        index: The facts of the project.
        module: Its module.
        node: The function.
        names: What it calls its positional arguments and its named ones.
        around: The statement of the module that it is, or is in.
        seen: The functions that were looked into.
    """

    index: Index
    module: Module
    node: Wrapper
    names: Collection[str]
    around: ast.AST
    seen: set[ast.AST] = field(default_factory=set)

    def looks(self) -> Iterator[ast.expr]:
        """Where it looks at them."""
        fine = {id(one) for call in self._calls for one in _passed(call, self.names)}
        # In front of all else stands the object, whose attributes nobody moves.
        if not [*self.node.args.posonlyargs, *self.node.args.args]:
            fine |= {
                id(part) for one in walk(self.node) if _is_first(one) for part in children(one)
            }
        for one in walk(self.node):
            if isinstance(one, ast.Name) and one.id in self.names and id(one) not in fine:
                yield one
        # Without arguments these give all that there is.
        yield from (call for call in self._calls if not call.args and _gives_all(call))
        passing = [call for call in self._calls if _passed(call, self.names)]
        yield from (call for call in passing if self._is_looking(call))
        given = [call for call in passing if self._is_given(call.func)]
        # One of them is what it decorates: another makes something of what that gets.
        if len({ast.unparse(call.func) for call in given}) > 1:
            yield given[0]

    @cached_property
    def _calls(self) -> list[ast.Call]:
        return [node for node in walk(self.node) if isinstance(node, ast.Call)]

    @cached_property
    def _own(self) -> set[str]:
        return _bound(self.node)

    @cached_property
    def _local(self) -> set[str]:
        return _bound(self.around)

    def _is_looking(self, call: ast.Call) -> bool:
        """Whether what gets all of them looks at them, or gets more."""
        if last_name(call.func) in _LOOKING:
            return True
        own = self._called(call.func)
        if own is not None:
            return own.node not in self.seen and own.looks_when_called(call)
        functions = [one for one in call.args if self._is_given(one)]
        return not functions and (
            self._is_global(call.func) or any(one.arg is not None for one in call.keywords)
        )

    def _called(self, function: ast.expr) -> Passing | None:
        """A function of the project, or a method of the object, that is called."""
        found = lookup_expression(self.index, self.module, function)
        if isinstance(found, Defined):
            return self._of(found.module, found.node, found.node)
        if isinstance(self.around, ast.ClassDef) and isinstance(function, ast.Attribute):
            bound = bound_in(self.around).get(function.attr)
            return self._of(self.module, bound.node, self.around) if bound else None
        return None

    def _of(self, module: Module, node: ast.AST, around: ast.AST) -> Passing | None:
        if not isinstance(node, FunctionNode):
            return None
        return Passing(self.index, module, node, variadics(node), around, self.seen)

    def looks_when_called(self, call: ast.Call) -> bool:
        """Whether it looks at what a call passes on to it.

        Args:
            call: The call.
        """
        self.seen.add(self.node)
        before = sum(not isinstance(one, ast.Starred) for one in call.args)
        before += isinstance(self.around, ast.ClassDef)
        named = len([*self.node.args.posonlyargs, *self.node.args.args])
        return named > before + 1 or any(True for _ in self.looks())

    def _is_given(self, node: ast.expr) -> bool:
        """Whether it is what a function around this one was given, or what its object has."""
        root = _root(node)
        if root is None or root.id in self._own - {"self"}:
            return False
        return root.id in self._local and not (root is node and root.id == "self")

    def _is_global(self, node: ast.expr) -> bool:
        root = _root(node)
        if root is None or root.id in self._local:
            return False
        return root.id in self.module.names or hasattr(builtins, root.id)


def variadics(node: Wrapper) -> list[str]:
    """What a function calls its `*args` and `**kwargs`."""
    return [one.arg for one in (node.args.vararg, node.args.kwarg) if one is not None]


def _passed(call: ast.Call, names: Collection[str]) -> list[ast.expr]:
    """What of some names a call passes on as it is."""
    stars = [one.value for one in call.args if isinstance(one, ast.Starred)]
    tables = [one.value for one in call.keywords if one.arg is None]
    return [one for one in [*stars, *tables] if isinstance(one, ast.Name) and one.id in names]


def _gives_all(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in ("locals", "vars")


def _is_first(node: ast.AST) -> bool:
    at = node.slice if isinstance(node, ast.Subscript) else None
    return isinstance(at, ast.Constant) and at.value == 0


def _bound(node: ast.AST) -> set[str]:
    """What a function and those in it take or bind."""
    stored = {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {one.arg for one in walk(node) if isinstance(one, ast.arg)}


def _root(node: ast.expr) -> ast.Name | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node if isinstance(node, ast.Name) else None
