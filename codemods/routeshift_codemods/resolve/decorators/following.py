"""Following the statements of a function, as far as the values in it are known."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any, Final, TypeGuard

from routeshift.webmethod import METADATA
from routeshift_codemods.index import Index, Module
from routeshift_codemods.resolve.decorators.evaluation import (
    OTHERS,
    UNKNOWN,
    Evaluator,
    spoil,
)
from routeshift_codemods.syntax import walk

# What following statements gives that neither return nor raise, and that raise.
ON: Final = object()
_RAISED: Final = object()

LEFT = frozenset(METADATA)


def is_left(name: Any) -> TypeGuard[str]:
    """Whether something is the name of an attribute with metadata."""
    return isinstance(name, str) and name in LEFT


class Metadata:
    """What one application of a decorator leaves on the function.

    Attributes:
        left: Every record or list that was left, whichever way the code went.
        there: What the attributes have by now, by name; "" is one whose name is not known.

    Args:
        there: What was there before it.
    """

    def __init__(self, there: Mapping[str, Any] | None = None) -> None:
        self.left: list[Any] = [*(there or {}).values()]
        self.there: dict[str, Any] = dict(there or {})

    def at(self, name: str) -> Any:
        """What an attribute has by now."""
        if name not in self.there:
            # A list may grow after it was asked for.
            self.put([], name)
        return self.there[name]

    def put(self, value: Any, name: str = "") -> None:
        """Note a record, or a list of some, as left; under the name of the attribute if known."""
        self.left.append(value)
        self.there[name] = value

    def records(self) -> list[Any]:
        """Each record that was left; the metadata is a list of records, or one (rule R1)."""
        lists = [value if isinstance(value, list) else [value] for value in self.left]
        return [one for values in lists for one in values if one is not OTHERS]


class Follower(Evaluator):
    """One function that is followed: its names, and the records that were left so far.

    Attributes:
        metadata: What is left on what is decorated, by whichever function that is followed.
        inner: The functions that were defined inside.
        may_have_returned: Whether it may have ended where nobody knows.
    """

    def __init__(
        self, index: Index, module: Module, names: dict[str, Any], metadata: Metadata
    ) -> None:
        super().__init__(index, module, names)
        self.metadata = metadata
        self.inner: list[ast.FunctionDef] = []
        self.may_have_returned = False

    def value(self, node: ast.expr) -> Any:
        """The value of an expression, or `UNKNOWN`; of the metadata what was left there."""
        match node:
            case ast.Attribute(attr=name) if name in LEFT:
                return self.metadata.at(name)
            case ast.Subscript() if is_left(name := self.value(node.slice)):
                return self.metadata.at(name)
            case ast.Compare(ops=[ast.In() | ast.NotIn() as op]) if is_left(
                name := self.value(node.left)
            ):
                return (name in self.metadata.there) is isinstance(op, ast.In)
        return super().value(node)

    def follow(self, statements: Sequence[ast.stmt]) -> Any:
        """Run statements as far as their values are known; what they return, or `ON`."""
        for node in statements:
            if isinstance(node, ast.Return):
                return self.value(node.value) if node.value else None
            if isinstance(node, ast.Raise):
                return _RAISED
            if isinstance(node, ast.If):
                returned = self._branch(node)
                if returned is not ON:
                    return returned
            else:
                self._step(node)
        return ON

    def _branch(self, node: ast.If) -> Any:
        test = self.value(node.test)
        # What the call says decides most branches: only the others are gone both ways.
        if test is not UNKNOWN:
            return self.follow(node.body if test else node.orelse)
        ways, there = [], []
        names, metadata = self.names, self.metadata.there
        left = [(value, _content(value)) for value in self.metadata.left]
        for branch in (node.body, node.orelse):
            # Each way has records of its own, or one way's changes would show in the other.
            self.names = {k: copy(v) if isinstance(v, dict) else v for k, v in names.items()}
            self.metadata.there = dict(metadata)
            returned = self.follow(branch)
            self.may_have_returned |= returned not in (ON, _RAISED)
            # No server starts with a decorator that raises.
            if returned is not _RAISED:
                ways.append(self.names)
                there.append(self.metadata.there)
        self.names = names
        self.metadata.there = _joined(there)
        for value, before in left:
            if _content(value) != before:
                spoil(value)
        # Lists are shared by the ways, for what is in them has other names, too.
        for used in walk(node):
            if isinstance(used, ast.Name) and isinstance(names.get(used.id), list):
                spoil(names[used.id])
        for name in {name for way in ways for name in way}:
            self._merge(name, [way.get(name, UNKNOWN) for way in ways])
        return ON

    def _merge(self, name: str, values: list[Any]) -> None:
        """A name after branches, of which nobody knows which one was taken."""
        mine = self.names.get(name)
        if isinstance(mine, dict) and all(isinstance(value, dict) for value in values):
            keys = {key for value in values for key in value}
            merged = {key: agreed([v.get(key, UNKNOWN) for v in values]) for key in keys}
            # In place: other names may stand for the same record.
            mine.clear()
            mine |= merged
        else:
            self.names[name] = agreed(values)

    def _step(self, node: ast.stmt) -> None:
        match node:
            case ast.FunctionDef():
                # It is called later, when all names have their last values.
                self.names[node.name] = UNKNOWN
                self.inner.append(node)
            case ast.ClassDef():
                self.names[node.name] = node
            case ast.Assign():
                value = self.value(node.value)
                for target in node.targets:
                    self._bind(target, value)
            case ast.AnnAssign() if node.value is not None:
                self._bind(node.target, self.value(node.value))
            case ast.AugAssign():
                joined = ast.BinOp(_loaded(node.target), node.op, node.value)
                self._bind(node.target, self.value(joined))
            case ast.Expr():
                self.value(node.value)
            case _:
                self.may_have_returned |= any(isinstance(n, ast.Return) for n in walk(node))
                if LEFT & set(words_in(node)):
                    self.metadata.put(UNKNOWN)
                self.forget([node])

    def forget(self, nodes: Sequence[ast.stmt]) -> None:
        """Of names that a statement may have bound, and of what it may have changed, nothing."""
        for part in (part for node in nodes for part in walk(node)):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                self.names[part.id] = UNKNOWN
            elif isinstance(part, ast.Name):
                spoil(self.names.get(part.id))

    def _bind(self, target: ast.expr, value: Any) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = value
        elif isinstance(target, ast.Attribute):
            self.assign(target.value, target.attr, value)
        elif isinstance(target, ast.Subscript):
            self.assign(target.value, self.value(target.slice), value)
        elif isinstance(target, ast.Tuple) and _is_as_long(value, target):
            for part, inner in zip(target.elts, value, strict=True):
                self._bind(part, inner)
        else:
            self.forget([ast.Assign([target], ast.Constant(None))])

    def assign(self, node: ast.expr, key: Any, value: Any) -> None:
        """Give an attribute or an item of what an expression stands for a value."""
        owner = self.value(node)
        if is_left(key):
            self.metadata.put(value, key)
        elif isinstance(owner, dict) and isinstance(key, str):
            owner[key] = value
        else:
            self.touch(node, owner)

    def touch(self, node: ast.expr, owner: Any) -> None:
        """Forget what an expression stands for, which changes in a way that nobody knows."""
        spoil(owner)
        if owner is OTHERS or (owner is UNKNOWN and LEFT & set(words_in(node))):
            self.metadata.put(UNKNOWN)


def _content(value: Any) -> Any:
    """What a list or record holds by now."""
    many = value if isinstance(value, list) else [value]
    return [copy(one) if isinstance(one, dict) else one for one in many]


def _joined(ways: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What is there behind ways of which nobody knows which one was taken."""
    found = {name: [way.get(name, UNKNOWN) for way in ways] for way in ways for name in way}
    return {n: v[0] if all(one is v[0] for one in v) else UNKNOWN for n, v in found.items()}


def agreed(values: Sequence[Any]) -> Any:
    """The value on which all agree, or `UNKNOWN`."""
    first = values[0]
    return first if all(type(v) is type(first) and v == first for v in values) else UNKNOWN


def _is_as_long(value: Any, target: ast.Tuple) -> bool:
    return isinstance(value, list) and len(value) == len(target.elts)


def words_in(node: ast.AST) -> Iterator[str]:
    """The attributes and strings in an expression."""
    for part in walk(node):
        if isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _loaded(target: ast.expr) -> ast.expr:
    return ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name) else target
