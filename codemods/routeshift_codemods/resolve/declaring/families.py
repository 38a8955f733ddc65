"""Which classes make up the legacy APIs of a target, as live discovery groups them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from routeshift.wire import join_path, served_method, snake_case
from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup_expression
from routeshift_codemods.resolve.ancestry import ancestors, is_protocol, unsubscripted
from routeshift_codemods.resolve.declaring.routers import RouterApi
from routeshift_codemods.resolve.declaring.unserved import served_decorators
from routeshift_codemods.resolve.decorators import Decorator, read
from routeshift_codemods.resolve.records import Diagnostic
from routeshift_codemods.syntax import Bound, bindings, bound_in, deleted


@dataclass(frozen=True)
class Family:
    """The classes of a module that make up one API.

    Attributes:
        module: The module.
        head: The class that no other declaring class of the module inherits.
        classes: Those of its classes that declare something, the head at the end.
        methods: The decorated methods of the head and of what it inherits in the module, without
            those that another API of the module has already.
    """

    module: Module
    head: ast.ClassDef
    classes: tuple[ast.ClassDef, ...]
    methods: tuple[tuple[ast.ClassDef, FunctionNode, tuple[Decorator, ...]], ...]


@dataclass(frozen=True)
class Families:
    """The legacy APIs of a target.

    Attributes:
        found: One for each API, by module in the order of the source.
        implementations: The classes that repeat what they implement.
        inherited: A diagnostic for each method that other APIs inherit too.
    """

    found: tuple[Family, ...]
    implementations: frozenset[ast.ClassDef]
    inherited: tuple[Diagnostic, ...]


def families(index: Index, modules: Iterable[Module], routers: Iterable[RouterApi]) -> Families:
    """Group the classes that declare webmethods into APIs.

    Args:
        index: The facts.
        modules: The modules that may declare some.
        routers: The routers of the target: what implements their Protocols is no API either.
    """
    declared = _Declared(index, [_Classes(index, module) for module in modules])
    moved = [node for router in routers for _, node in protocol_of(index, router)]
    no_apis = frozenset(c.node for c in declared.all if declared.is_implementation(c, moved))
    found = [family for one in declared.modules for family in one.families(no_apis)]
    return Families(tuple(found), no_apis, tuple(_inherited(declared, found)))


def _inherited(declared: _Declared, found: Sequence[Family]) -> Iterator[Diagnostic]:
    """What a host loses that serves such an API without the one that has the method's route."""
    above = {family.head: declared.above(family.module, family.head) for family in found}
    for family in found:
        for owner, function, _ in family.methods:
            heirs = [
                head.name
                for head, inherited in above.items()
                if head is not family.head
                and owner in inherited
                and function.name not in _methods(head)
            ]
            if heirs:
                text = (
                    f"it is inherited by {', '.join(heirs)} too: its route goes with "
                    f"{family.head.name}; `mount` serves it by an heir where {family.head.name} is "
                    "not served, and a host that includes routers itself must include this one"
                )
                subject = f"{owner.name}.{function.name}"
                yield Diagnostic("info", subject, text, family.module.path, function.lineno)


def protocol_of(index: Index, router: RouterApi) -> Iterator[tuple[Module, ast.ClassDef]]:
    """The class that the first parameter of a factory is annotated with, and its module."""
    arguments = [*router.factory.args.posonlyargs, *router.factory.args.args]
    annotation = arguments[0].annotation if arguments else None
    found = annotation and lookup_expression(index, router.module, annotation)
    if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
        yield found.module, found.node


@dataclass(frozen=True)
class _Class:
    """A class with webmethods of its own."""

    module: Module
    node: ast.ClassDef
    entries: frozenset[tuple[str, str, str]]


class _Declared:
    """All classes of a target that have webmethods of their own."""

    def __init__(self, index: Index, modules: Sequence[_Classes]) -> None:
        self._index = index
        self.modules = modules
        self.all = [found for module in modules for found in module.declaring]
        self._entries = {found.node: found.entries for found in self.all}

    def is_implementation(self, found: _Class, moved: Sequence[ast.ClassDef]) -> bool:
        """Whether a class repeats webmethods of a Protocol above it, or all those of any API."""
        # A Protocol declares, also where another one declares the same.
        if self._is_protocol(found):
            return False
        above = self.above(found.module, found.node)
        repeats = any(
            found.entries & self._inherited(other)
            if self._is_protocol(other) and other.node in above
            else found.entries <= self._inherited(other)
            for other in self.all
            if other is not found and (self._is_protocol(other) or other.node in above)
        )
        # A Protocol that has moved has no webmethods:
        # the names of its methods are all that is left.
        names = {name for name, _, _ in found.entries}
        return repeats or any(node in above and names & _methods(node) for node in moved)

    def _inherited(self, found: _Class) -> frozenset[tuple[str, str, str]]:
        above = self.above(found.module, found.node)
        return found.entries.union(*(self._entries.get(node, ()) for node in above))

    def above(self, module: Module, node: ast.ClassDef) -> list[ast.ClassDef]:
        """All that a class inherits, from other modules too."""
        return [one for _, one in ancestors(self._index, module, node) if one is not node]

    def _is_protocol(self, found: _Class) -> bool:
        return is_protocol(self._index, found.module, found.node)


class _Classes:
    """The classes of one module."""

    def __init__(self, index: Index, module: Module) -> None:
        self._index = index
        self._module = module
        self._classes: dict[str, ast.ClassDef] = _last_ones(module.tree.body, ast.ClassDef)
        self._own = {name: self._decorated(node) for name, node in self._classes.items()}
        self.declaring = [
            _Class(module, node, frozenset(self._entries(node)))
            for name, node in self._classes.items()
            if self._own[name]
        ]

    def families(self, no_apis: frozenset[ast.ClassDef]) -> list[Family]:
        """The APIs of the module, in the order of the source."""
        declaring = [found.node for found in self.declaring if found.node not in no_apis]
        # A class that another one of the module inherits is a part of that API.
        inherited = {base.name for node in declaring for base in self._order(node)[1:]}
        heads = [node for node in declaring if node.name not in inherited]
        # What several of them inherit belongs to the first by name.
        claimed: dict[FunctionNode, ast.ClassDef] = {}
        for head in sorted(heads, key=lambda node: snake_case(node.name)):
            for _, function, _ in self._rows(head):
                claimed.setdefault(function, head)
        return [self._family(head, claimed) for head in heads]

    def _family(self, head: ast.ClassDef, claimed: dict[FunctionNode, ast.ClassDef]) -> Family:
        rows = tuple(row for row in self._rows(head) if claimed[row[1]] is head)
        owners = {row[0].name for row in rows}
        members = [n for n in self._classes.values() if n.name in owners and n is not head]
        return Family(self._module, head, (*members, head), rows)

    def _rows(
        self, head: ast.ClassDef
    ) -> list[tuple[ast.ClassDef, FunctionNode, tuple[Decorator, ...]]]:
        """The decorated methods that a class has, its own at the end."""
        order = self._order(head)
        has = {name: node for node in reversed(order) for name in _methods(node)}
        return [
            (node, function, found)
            for node in [n for n in self._classes.values() if n in order[1:]] + [head]
            for function, found in self._own[node.name]
            if has[function.name] is node
        ]

    def _order(self, node: ast.ClassDef) -> list[ast.ClassDef]:
        """A class and what it inherits in the module, in the order in which Python looks."""
        try:
            order = self._made(node, (node.name,), {}).__mro__
        except TypeError:  # Python refuses such a class, too.
            return [node]
        return [self._classes[kind.__name__] for kind in order if kind is not object]

    def _made(self, node: ast.ClassDef, inside: tuple[str, ...], made: dict[str, type]) -> type:
        names = [getattr(unsubscripted(base), "id", None) for base in node.bases]
        known = [n for n in names if n is not None and n in self._classes and n not in inside]
        # Empty classes of the same shape: Python itself says in which order it looks.
        bases = tuple(self._made(self._classes[n], (*inside, n), made) for n in known)
        return made.setdefault(node.name, type(node.name, bases, {}))

    def _entries(self, node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
        for function, decorators in self._own[node.name]:
            for found in decorators:
                # What cannot be read repeats nothing.
                path = "?" if found.unread else join_path(found.entry.level, found.entry.route)
                unread = str(function.lineno) if found.unread else ""
                yield function.name, served_method(found.entry.method), path + unread

    def _decorated(self, node: ast.ClassDef) -> list[tuple[FunctionNode, tuple[Decorator, ...]]]:
        functions = _last_ones(node.body, ast.FunctionDef | ast.AsyncFunctionDef)
        rows = [(function, tuple(self._read(function))) for function in functions.values()]
        return [(function, found) for function, found in rows if found]

    def _read(self, function: FunctionNode) -> Iterator[Decorator]:
        nodes = served_decorators(self._index, self._module, function)
        for node in nodes:
            several = len(nodes) > 1
            yield read(self._index, self._module, node, function.name, several=several)


def _methods(node: ast.ClassDef) -> set[str]:
    return set(bound_in(node))


def _last_ones(body: list[ast.stmt], kind: Any) -> dict[str, Any]:
    """The definitions of a block by name: of several of one name, the last is what there is."""
    bound = [b for b in bindings(body) if isinstance(b, Bound) and not b.typing_only]
    last = {b.name: b.node for b in bound}
    gone = deleted(body)
    return {n: node for n, node in last.items() if isinstance(node, kind) and n not in gone}
