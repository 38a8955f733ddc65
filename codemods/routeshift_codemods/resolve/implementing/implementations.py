"""The classes that implement an API, wherever they stand in the project around it (rule R6)."""

from __future__ import annotations

import ast
import functools
import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from routeshift_codemods.index import FunctionNode, Index, Module, Surroundings, any_word
from routeshift_codemods.resolve.ancestry import Placed, ancestors, is_protocol, method_in
from routeshift_codemods.resolve.records import LegacyApi, Method
from routeshift_codemods.resolve.signatures import MethodParameter, parameters_of
from routeshift_codemods.syntax import bound_in, last_name, walk

# How many parameters an API must have for nothing else to have the same by chance.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Served:
    """A method of an implementation.

    Attributes:
        owner: The name of the implementation's class.
        module: The module that has the method.
        node: What binds it, in the class or in a class above it.
        parameters: Without `self`; None when the source does not tell them.
    """

    owner: str
    module: Module
    node: ast.stmt
    parameters: tuple[MethodParameter, ...] | None

    def parameter(self, name: str) -> MethodParameter | None:
        """One of its parameters; None when it has none of the name."""
        return next((p for p in self.parameters or () if p.name == name), None)


@dataclass(frozen=True, slots=True)
class Implementation:
    """A class that implements an API.

    Attributes:
        module: The module that defines it.
        node: The class.
        above: The classes that it inherits.
        methods: The operations that it, or a class above it, has a method for.
    """

    module: Module
    node: ast.ClassDef
    above: tuple[ast.ClassDef, ...] = ()
    methods: dict[str, Served] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A class that may implement an API.

    Attributes:
        module: The module that defines it.
        node: The class.
        above: It and the classes above it.
        classes: These without their modules.
        names: What any of them binds.
    """

    module: Module
    node: ast.ClassDef
    above: Sequence[Placed]
    classes: frozenset[ast.ClassDef]
    names: frozenset[str]

    @classmethod
    def of(cls, module: Module, node: ast.ClassDef, above: Sequence[Placed]) -> _Candidate:
        classes = frozenset(owner for _, owner in above)
        return cls(module, node, above, classes, frozenset().union(*map(bound_in, classes)))


class Implementations:
    """The implementations of a target's APIs.

    Args:
        surroundings: Where they may stand.
        apis: All legacy APIs of the target.
        taken: What methods take a request as that have moved, by function.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        apis: Sequence[LegacyApi],
        taken: Mapping[ast.stmt, str] | None = None,
    ) -> None:
        self.surroundings = surroundings
        self._apis = apis
        self._taken = taken or {}
        self._found: dict[ast.ClassDef, list[Implementation]] = {}

    @property
    def index(self) -> Index:
        """The facts of the target and of what is around it."""
        return self.surroundings.index

    def of(self, api: LegacyApi) -> list[Implementation]:
        """The implementations that an API may be served by, by file.

        Where a table of the project names some of them under the API's name, as the table does
        that `mount` takes, it is these: the others are behind them.
        """
        found = self.every(api)
        inherited = [node for one in found for node in one.above if _is_a_part(node)]
        whole = [one for one in found if one.node not in inherited]
        named = self._named_in_tables(api, {one.name for one in whole})
        return [one for one in whole if one.name in named] or whole

    def every(self, api: LegacyApi) -> list[Implementation]:
        """All that implements an API, those that others inherit and fakes too, by file."""
        if api.protocol not in self._found:
            rows = (self._implementation(one, api) for one in self._candidates)
            self._found[api.protocol] = [one for one in rows if one is not None]
        return self._found[api.protocol]

    def alike(self, api: LegacyApi) -> list[Implementation]:
        """The classes that have all of an API, and do not say that they implement any."""
        if sum(len(method.parameters) for method in api.methods) < _TELLING:
            return []
        found = [self._whole(one, api) for one in self._undeclared]
        return [one for one in found if one is not None]

    @cached_property
    def _undeclared(self) -> list[_Candidate]:
        declared = [one for api in self._apis for one in self.every(api)]
        known = {node for one in declared for node in (one.node, *one.above)}
        known |= {node for api in self._apis for node in api.classes}
        return [one for one in self._candidates if one.node not in known]

    @cached_property
    def _candidates(self) -> list[_Candidate]:
        """The classes with a method of an API, which may implement one; no Protocol does."""
        methods = {method.name for api in self._apis for method in api.methods}
        every = [_Candidate.of(*row, ancestors(self.index, *row)) for row in self._classes(methods)]
        having = [one for one in every if not methods.isdisjoint(one.names)]
        return [one for one in having if not is_protocol(self.index, one.module, one.node)]

    def _classes(self, methods: Collection[str]) -> list[Placed]:
        protocols = {node.name for api in self._apis for node in api.classes}
        defining = rb"def\s+" + any_word(methods)
        modules = self.surroundings.having(protocols, defining) if self._apis else ()
        return [(m, node) for m in modules for node in m.classes]

    def _implementation(self, one: _Candidate, api: LegacyApi) -> Implementation | None:
        if one.node in api.classes:
            return None
        if one.classes.isdisjoint(api.classes):
            # Few classes of hundreds have all of an API: their names are looked at afterwards.
            found = self._whole(one, api)
            return found if found and is_named_after(one.node, api.protocol) else None
        found = self._having(one, api)
        return found if found.methods else None

    def _whole(self, one: _Candidate, api: LegacyApi) -> Implementation | None:
        """A class as an implementation, when it has all of an API."""
        if not all(method.name in one.names for method in api.methods):
            return None
        found = self._having(one, api)
        fits = all(self._fits(found.methods.get(m.name), m) for m in api.methods)
        return found if found.methods and fits else None

    def _having(self, one: _Candidate, api: LegacyApi) -> Implementation:
        own = [
            (m, o)
            for m, o in one.above
            if o not in api.classes and not is_protocol(self.index, m, o)
        ]
        methods = {
            method.name: served
            for method in api.methods
            if (served := self._served(one.node.name, own, method)) is not None
        }
        above = tuple(o for _, o in one.above if o is not one.node)
        return Implementation(one.module, one.node, above, methods)

    def _served(
        self, owner: str, classes: Sequence[tuple[Module, ast.ClassDef]], method: Method
    ) -> Served | None:
        for module, node in classes:
            last = method_in(node, method.name)
            if last is not None:
                function = last if isinstance(last, FunctionNode) else None
                if function is None:
                    return Served(owner, module, last, None)
                found = parameters_of(self.index, module, function)
                return Served(owner, module, function, found)
        return None

    def _fits(self, served: Served | None, method: Method) -> bool:
        """Whether a method takes what the operation has, so that a server can call it."""
        if served is None or served.parameters is None:
            return False
        names = {parameter.name for parameter in served.parameters}
        if self._taken.get(method.node) in names:
            return True
        # What a caller may leave out it need not take: a server passes what it has (rule R6).
        needed = (p for p in method.parameters if p.facts.required and not p.facts.variadic)
        return all(p.name in names for p in needed)

    def _named_in_tables(self, api: LegacyApi, names: set[str]) -> set[str]:
        """Those of the classes that a dictionary of the project has under the API's name."""
        if len(names) < 2:
            return set()
        return {name for key, name in self._tables if name in names and _is_api(key, api)}

    @cached_property
    def _tables(self) -> list[tuple[object, str]]:
        """The constant keys of the dictionaries that have an API's name, and what each names."""
        spelled = {name for api in self._apis for name in _spellings(api)}
        key = rb"[\"']" + any_word(spelled) + rb"[\"']\s*:"
        return [
            (one.value, _last_name(value))
            for module in self.surroundings.having((), key)
            for node in walk(module.tree)
            if isinstance(node, ast.Dict)
            for one, value in zip(node.keys, node.values, strict=True)
            if isinstance(one, ast.Constant)
        ]


_PART = re.compile(r"_.*|.*(Mixin|Base)|(Base|Abstract)[A-Z].*")


def _is_a_part(node: ast.ClassDef) -> bool:
    """Whether a class that others inherit is there for that alone, as its name or base says."""
    return bool(_PART.fullmatch(node.name)) or "ABC" in map(_last_name, node.bases)


def is_named_after(node: ast.ClassDef, protocol: ast.ClassDef) -> bool:
    """Whether a class has the name of a Protocol in its own, as whole words."""
    ends = [0, *itertools.accumulate(map(len, _WORD.findall(node.name)))]
    name, whole = plain_name(protocol.name), plain_name(node.name)
    return any(whole.startswith(name, at) and at + len(name) in ends for at in ends)


# `RAGToolImpl` is `RAG`, `Tool` and `Impl`.
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W_]")


def _spellings(api: LegacyApi) -> set[str]:
    return {api.name, api.protocol.name, plain_name(api.name)}


def _is_api(key: object, api: LegacyApi) -> bool:
    return isinstance(key, str) and plain_name(key) in (
        plain_name(api.name),
        plain_name(api.protocol.name),
    )


# The names of some hundred classes, for each API.
@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name as its other spellings have it, too: without capitals, dashes and underscores."""
    return name.replace("_", "").replace("-", "").lower()


def _last_name(node: ast.expr) -> str:
    """The last word of a class, or of the call that makes one of it."""
    return last_name(node.func if isinstance(node, ast.Call) else node)
