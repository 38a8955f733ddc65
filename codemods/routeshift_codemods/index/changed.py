"""What of a module is not as it was: functions that stand as before need no second look."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from routeshift_codemods.index.binding import bound_in
from routeshift_codemods.index.index import FunctionNode, Module
from routeshift_codemods.index.spots import is_on, lines_with
from routeshift_codemods.index.walking import walk


def changed_part(before: Module, after: Module) -> ast.Module:
    """The tree of a module with nothing in the functions that it had before, word by word.

    These find all names that they found before, for they say none that a class around them or the
    module binds no more.

    Args:
        before: The module as it was.
        after: The same as it is now.
    """
    stars = [[star.module for star in module.stars] for module in (before, after)]
    if stars[0] != stars[1]:
        return after.tree
    lost = _bound(before) - _bound(after)
    body = _Parts(before, after).body(before.tree.body, after.tree.body, lost)
    return ast.Module(list(body), [])


def _bound(module: Module) -> set[str]:
    """The names that a module binds, its functions included."""
    nodes = walk(module.tree) if b"global" in module.words else ()
    return {
        *module.names,
        *(n for node in nodes if isinstance(node, ast.Global) for n in node.names),
    }


_Statement = TypeVar("_Statement", bound=ast.stmt)


@dataclass(frozen=True, slots=True)
class _Parts:
    before: Module
    after: Module

    def body(
        self, was: Sequence[ast.stmt], now: Sequence[ast.stmt], lost: Collection[str]
    ) -> Iterator[ast.stmt]:
        """The statements of a module or of a class.

        Args:
            was: What they were.
            now: What they are.
            lost: The names that are bound around them no more.
        """
        lines = lines_with(self.after, lost) if lost else []
        texts = (_text(self.before, node) for node in was if isinstance(node, FunctionNode))
        # Where one binds the module's names, others may use them.
        known = {text for text in texts if "global" not in text}
        # A module may define a class twice: which of them it was is not known.
        classes: dict[str, list[ast.ClassDef]] = {}
        for node in was:
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, []).append(node)
        for node in now:
            if isinstance(node, ast.ClassDef) and node.name in classes:
                yield self._class(classes[node.name], node, lost)
            elif isinstance(node, FunctionNode) and _text(self.after, node) in known:
                yield node if is_on(node, lines) else _empty(node)
            else:
                yield node

    def _class(
        self, was: Sequence[ast.ClassDef], now: ast.ClassDef, lost: Collection[str]
    ) -> ast.ClassDef:
        gone = {name for node in was for name in bound_in(node)} - bound_in(now).keys()
        before = [statement for node in was for statement in node.body]
        body = list(self.body(before, now.body, {*lost, *gone}))
        return _like(now, body=body)


def _text(module: Module, node: FunctionNode) -> str:
    """The lines of a function, with its decorators."""
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return module.source.block(first, node.end_lineno or first)


def _empty(node: FunctionNode) -> FunctionNode:
    nothing = ast.arguments([], [], None, [], [], None, [])
    body = [ast.copy_location(ast.Pass(), node)]
    return _like(node, args=nothing, body=body, decorator_list=[], returns=None)


def _like(node: _Statement, **fields: Any) -> _Statement:
    """A statement with other fields: newer Pythons have more of them than older ones."""
    return ast.copy_location(type(node)(**{**dict(ast.iter_fields(node)), **fields}), node)
