"""What calls give: classes, functions, methods of containers, functions of other packages."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from routeshift_codemods.index import FunctionNode
from routeshift_codemods.resolve.ancestry import Placed
from routeshift_codemods.resolve.inference.annotating import Annotating
from routeshift_codemods.resolve.inference.annotations import MOCKS
from routeshift_codemods.resolve.inference.keeping import string_in
from routeshift_codemods.resolve.inference.kinds import (
    UNKNOWN,
    Callee,
    Class,
    Foreign,
    Giving,
    Holding,
    Instance,
    Kind,
    Kinds,
    Member,
    Registered,
    Super,
    is_ours,
)
from routeshift_codemods.resolve.inference.names import items_of
from routeshift_codemods.resolve.inference.reading import each, foreign, holding, parted
from routeshift_codemods.resolve.inference.scopes import Scope
from routeshift_codemods.syntax import decorators_of

_GIVES_ITEM = frozenset({"get", "pop", "setdefault", "popleft", "__getitem__"})
_PROPERTIES = frozenset({"property", "cached_property"})
_CONTEXTS = frozenset({"contextmanager", "asynccontextmanager"})
# Functions of other packages that give back what they are given, an item of it, or what holds it.
_SAME = frozenset({"copy.copy", "copy.deepcopy", "asyncio.wait_for", "asyncio.shield"}) | {
    "asyncio.create_task",
    "asyncio.ensure_future",
    "asyncio.run",
    "anyio.run",
}
_ITEM = frozenset({"builtins.next", "builtins.anext", "builtins.min", "builtins.max"})
_HOLDER = frozenset(
    f"builtins.{name}" for name in ("list", "tuple", "set", "sorted", "reversed", "iter")
) | {"collections.deque"}
_TABLES = frozenset({"builtins.dict", "collections.defaultdict", "collections.OrderedDict"})
# What gives something else than it is given.
_NEW = frozenset({"str", "repr", "len", "bool", "int", "id", "hash", "isinstance", "hasattr"}) | {
    "print",
    "format",
    "super",
}


class Calling(Annotating):
    """Reads attributes and calls."""

    def attribute(self, kind: Kind, name: str) -> Kinds:
        """What an attribute of such an object may be."""
        if isinstance(kind, Foreign):
            return foreign(f"{kind.name}.{name}")
        if isinstance(kind, Holding):
            return frozenset({Member(kind, name)})
        if not isinstance(kind, Instance | Class | Super):
            return UNKNOWN
        found = self.attributes.of(kind, name)
        if found is None:
            return UNKNOWN
        if found.foreign is not None:
            return foreign(f"{found.foreign}.{name}")
        if found.function is not None:
            scope, node = found.function
            function = Callee(scope, node)
            is_property = bool(_PROPERTIES & decorators_of(node)) and not isinstance(kind, Class)
            return self.returned(function) if is_property else frozenset({function})
        return frozenset().union(*(self.binding(scope, one) for scope, one in found.bindings))

    def _called(self, scope: Scope, call: ast.Call, kind: Kind) -> Kinds:
        if isinstance(kind, Class):
            return frozenset({Instance(kind.module, kind.node)})
        if isinstance(kind, Callee):
            return self.returned(kind)
        if isinstance(kind, Giving):
            return kind.given
        if isinstance(kind, Foreign):
            return self._outside(scope, call, kind.name)
        if isinstance(kind, Member):
            return self._member(call, kind)
        if isinstance(kind, Instance):
            functions = frozenset(
                one for one in self.attribute(kind, "__call__") if isinstance(one, Callee)
            )
            return each(functions, self.returned) or UNKNOWN
        key = key_of(call.args[0]) if call.args and _is_get(call.func) else None
        return frozenset({Registered(key)}) if key else UNKNOWN

    def _member(self, call: ast.Call, kind: Member) -> Kinds:
        if kind.name in _GIVES_ITEM:
            key = key_of(call.args[0]) if call.args else None
            unknown = kind.owner.items <= UNKNOWN
            return frozenset({Registered(key)}) if key and unknown else kind.owner.items
        if kind.name == "values":
            return holding([kind.owner.items])
        if kind.name == "items":
            return holding([parted([UNKNOWN, kind.owner.items])])
        return frozenset({kind.owner}) if kind.name == "copy" else foreign("builtins")

    def _outside(self, scope: Scope, call: ast.Call, name: str) -> Kinds:
        first = call.args[0] if call.args else None
        if name in ("typing.cast", "typing_extensions.cast"):
            return self.annotated(scope, first)
        if name == "builtins.type":
            return self._class_of(scope, call)
        if name == "builtins.super":
            return self._super(scope)
        if name.rpartition(".")[2] in {*MOCKS, "create_autospec"}:
            given = [k.value for k in call.keywords if k.arg in ("spec", "spec_set")]
            spec = given[0] if given else first
            return each(self.value(scope, spec), _instance_of) if spec else UNKNOWN
        if name == "builtins.getattr" and len(call.args) > 1:
            wanted = call.args[1]
            if isinstance(wanted, ast.Constant) and isinstance(wanted.value, str):
                said = wanted.value
                return each(self.value(scope, first), lambda k: self.attribute(k, said))
            return UNKNOWN
        if name in _SAME:
            return self.value(scope, first)
        if name in _ITEM | _TABLES | _HOLDER:
            return self._of_container(scope, first, name)
        return UNKNOWN if self._may_give_back(scope, call, name) else foreign(f"{name}()")

    def _of_container(self, scope: Scope, first: ast.expr | None, name: str) -> Kinds:
        """An item of a container, or another one that is made of it."""
        kinds = self.value(scope, first)
        if name in _TABLES:
            tables = frozenset(k for k in kinds if isinstance(k, Holding) and k.is_table)
            return tables or holding([UNKNOWN], is_table=True)
        items = each(kinds, self._iterated)
        return items if name in _ITEM else holding([items])

    def _may_give_back(self, scope: Scope, call: ast.Call, name: str) -> bool:
        """Whether a function of another package is given what is ours; classes are written big."""
        last = name.rstrip("()").rpartition(".")[2]
        if last[:1].isupper() or last in _NEW:
            return False
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        return any(is_ours(kind) for one in given for kind in self.value(scope, one))

    def _class_of(self, scope: Scope, call: ast.Call) -> Kinds:
        """The class of an object, or one that is made below others."""
        if len(call.args) == 1:
            return each(self.value(scope, call.args[0]), _class_of)
        bases = call.args[1] if len(call.args) > 1 else None
        above = bases.elts if isinstance(bases, ast.Tuple) else ()
        return frozenset().union(*(self.value(scope, one) for one in above)) or UNKNOWN

    @staticmethod
    def _super(scope: Scope) -> Kinds:
        owner = scope.owner
        if owner is None or not isinstance(owner.node, ast.ClassDef):
            return UNKNOWN
        return frozenset({Super(scope.module, owner.node)})

    def returned(self, function: Kind) -> Kinds:
        """What a call of a function gives, or a fixture; waited for or not."""
        if not isinstance(function, Callee):
            return UNKNOWN
        scope, node = function.scope, function.node
        given = self.once(scope, node, "returned", self._gives)
        enters = bool(_CONTEXTS & decorators_of(node))
        return holding([each(given, items_of)]) if enters else given

    def _gives(self, scope: Scope, node: ast.AST) -> Kinds:
        assert isinstance(node, FunctionNode)
        said = self.annotated(scope.parent or scope, node.returns)
        is_generator = any(isinstance(one, ast.Yield) for one in _own_nodes(node))
        meant = each(said, items_of) if is_generator else said
        if node.returns is not None and meant != UNKNOWN:
            return said
        # `Any` and `AsyncMock` say nothing; what stands behind `return` may.
        return self._given_back(scope, node) or said

    def _given_back(self, scope: Scope, node: FunctionNode) -> Kinds:
        """What the statements of a function give."""
        yielded = [one.value for one in _own_nodes(node) if isinstance(one, ast.Yield)]
        if yielded:
            return holding(self.value(scope, one) for one in yielded)
        returned = [one.value for one in _own_nodes(node) if isinstance(one, ast.Return)]
        return frozenset().union(*(self.value(scope, one) for one in returned))

    def classes(self, kind: Instance | Class | Super) -> tuple[Placed, ...]:
        """The classes that a method is looked for in, in order."""
        return self.attributes.classes(kind)


def _class_of(kind: Kind) -> Kinds:
    if isinstance(kind, Instance):
        return frozenset({Class(kind.module, kind.node)})
    return foreign("builtins.type()") if isinstance(kind, Foreign) else UNKNOWN


def _instance_of(kind: Kind) -> Kinds:
    if isinstance(kind, Class):
        return frozenset({Instance(kind.module, kind.node)})
    return frozenset({kind}) if isinstance(kind, Instance) else UNKNOWN


def _is_get(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _GIVES_ITEM


def _own_nodes(node: FunctionNode) -> Iterator[ast.AST]:
    """The nodes of a function's body, without those of functions and classes in it."""
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        one = waiting.pop()
        yield one
        if not isinstance(one, FunctionNode | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(one)


def key_of(node: ast.expr) -> str | None:
    """The last name of a key: of `Api.files`, `Api.files.value` and `"files"` it is `files`."""
    if isinstance(node, ast.Attribute) and node.attr == "value":
        return key_of(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return string_in(node)
