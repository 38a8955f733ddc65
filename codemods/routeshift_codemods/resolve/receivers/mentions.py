"""Where the methods of operations are named: as attributes, and as strings that stand for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.inference import (
    Following,
    Kinds,
    Reading,
    Scope,
    class_at,
    string_in,
)
from routeshift_codemods.resolve.receivers.roles import Part, parts_of, replaced_by
from routeshift_codemods.resolve.receivers.tables import NamedTexts
from routeshift_codemods.syntax import last_name


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a method.

    Attributes:
        scope: The scope that it is evaluated in.
        node: The expression that names it.
        name: Its name; of what is named at run time, a regular expression of the names.
        receiver: Whose it is.
        part: What is done with it.
    """

    scope: Scope
    node: ast.expr
    name: str
    receiver: Kinds
    part: Part


@dataclass(frozen=True, slots=True)
class Mentions:
    """Finds the mentions of some names in a module.

    Attributes:
        reading: What expressions may be.
        following: The module.
        names: The names.
    """

    reading: Reading
    following: Following
    names: Collection[str]

    def all(self) -> Iterator[Mention]:
        """Every mention, in the order of the source."""
        module = self.following.module
        making = ("type",) if _MAKING.search(module.source.text) else ()
        for scope, node in self.reading.scopes.having(module, ("getattr", *making), self.names):
            if isinstance(node, ast.Attribute) and node.attr in self.names:
                receiver = self.reading.value(scope, node.value)
                for part in parts_of(self.following, scope, node):
                    yield Mention(scope, node, node.attr, receiver, part)
            elif isinstance(node, ast.Call):
                yield from self._by_string(scope, node)

    def _by_string(self, scope: Scope, call: ast.Call) -> Iterator[Mention]:
        """`getattr(x, "add")`, `patch.object(x, "add")`, `patch("shop.Orders.add")`."""
        if _is_making(call):
            yield from self._made(scope, call)
            return
        does = _DOES.get(last_name(call.func))
        if does is None or not call.args:
            return
        named = self._named(scope, call)
        if named is None:
            if does == "reads" and len(call.args) > 1 and string_in(call.args[1]) is None:
                receiver = self.reading.value(scope, call.args[0])
                pattern = self._pattern(scope, call.args[1])
                yield Mention(scope, call, pattern, receiver, Part("dynamic", scope))
            return
        name, receiver, rest = named
        if does == "reads":
            parts = parts_of(self.following, scope, call)
        else:
            parts = self._patched(scope, call, [*rest[:1], *_replacing(call)])
        for part in parts:
            yield Mention(scope, call, name, receiver, part)

    def _made(self, scope: Scope, call: ast.Call) -> Iterator[Mention]:
        """The methods that a class gets which is made at run time: `type("X", (Base,), {...})`."""
        _, bases, space = call.args
        above = bases.elts if isinstance(bases, ast.Tuple) else ()
        receiver = frozenset().union(*(self.reading.value(scope, one) for one in above))
        space = self.following.bound_to(scope, space) or space
        keys = space.keys if isinstance(space, ast.Dict) else [None]
        if not all(string_in(key) is not None for key in keys):
            yield Mention(scope, call, ".*", receiver, Part("dynamic", scope))
            return
        assert isinstance(space, ast.Dict)
        for key, value in zip(keys, space.values, strict=True):
            name = string_in(key)
            if name in self.names:
                for part in replaced_by(self.following, scope, value):
                    yield Mention(scope, call, str(name), receiver, part)

    def _named(self, scope: Scope, call: ast.Call) -> tuple[str, Kinds, list[ast.expr]] | None:
        """The method that a call names, whose it is, and its other arguments."""
        first, *rest = call.args
        dotted = string_in(first)
        if dotted is not None and dotted.rpartition(".")[2] in self.names:
            owner, _, name = dotted.rpartition(".")
            found = class_at(self.reading.index, owner)
            return (name, frozenset({found}), rest) if found is not None else None
        text = string_in(rest[0]) if rest else None
        if text is None or text not in self.names:
            return None
        return text, self.reading.value(scope, first), rest[1:]

    def _pattern(self, scope: Scope, node: ast.expr) -> str:
        """What is known of a name that is put together, or is one of some."""
        named = NamedTexts(self.reading.index, self.following).of(scope, node)
        if named is not None:
            return "|".join(map(re.escape, sorted(named)))
        node = self.following.bound_to(scope, node) or node
        if isinstance(node, ast.JoinedStr):
            texts = [string_in(part) for part in node.values]
            return "".join(".*" if text is None else re.escape(text) for text in texts)
        return ".*"

    def _patched(self, scope: Scope, call: ast.Call, given: list[ast.expr]) -> Iterator[Part]:
        """The parts of a method that is replaced for a while, and of the mock in its place."""
        for value in given:
            yield from replaced_by(self.following, scope, value)
        parent = self.following.parent(call)
        if isinstance(parent, ast.withitem):
            if isinstance(parent.optional_vars, ast.Name):
                yield from parts_of(self.following, scope, call)
        elif isinstance(parent, FunctionNode):
            yield from self._of_parameter(scope, call, parent, bool(given))
        elif isinstance(parent, ast.Assign) and _first_name(call.func) == "mocker":
            yield from parts_of(self.following, scope, call)
        elif not isinstance(parent, ast.Expr):
            yield Part("reference", scope)

    def _of_parameter(
        self, scope: Scope, call: ast.Call, function: ast.AST, is_given: bool
    ) -> Iterator[Part]:
        """The parts of the mock that a decorator passes to its function, from the last one on."""
        assert isinstance(function, FunctionNode)
        inner = self.reading.scopes.of(self.following.module, function, scope)
        below = function.decorator_list[function.decorator_list.index(call) + 1 :]
        passing = [one for one in below if isinstance(one, ast.Call) and _passes_mock(one)]
        own = [*function.args.posonlyargs, *function.args.args]
        at = len(passing) + (inner.parent is not None and inner.parent.is_class)
        for place in self.following.loads(inner, own[at].arg) if at < len(own) else ():
            if not is_given:
                yield from parts_of(self.following, *place)


# `type` with more than one argument, which makes a class.
_MAKING = re.compile(r"type\([^()]*,")
# What the functions of a name do with the attribute that a string names.
_DOES = {"getattr": "reads", "setattr": "replaces", "object": "replaces", "patch": "replaces"}


def _is_making(call: ast.Call) -> bool:
    """Whether a call makes a class."""
    return isinstance(call.func, ast.Name) and call.func.id == "type" and len(call.args) == 3


def _passes_mock(call: ast.Call) -> bool:
    name = last_name(call.func)
    positional = {"patch": 1, "object": 2}.get(name)
    given = any(k.arg == "new" for k in call.keywords)
    return positional is not None and len(call.args) == positional and not given


def _replacing(call: ast.Call) -> list[ast.expr]:
    return [k.value for k in call.keywords if k.arg in ("new", "side_effect", "value")]


def _first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", "")
