"""What a codebase's own decorator makes of its arguments, read from its definition.

The definition is followed with the values of one call as far as values can be read: defaults,
assignments, other functions that it calls, and the class of the record that it leaves. What only
running would tell is `UNKNOWN`, and is never guessed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from routeshift.webmethod import FIELDS, METADATA
from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup_expression
from routeshift_codemods.resolve.decorators.classes import (
    MAGIC,
    fields_of,
    is_magic,
    methods_of,
    own_fields,
    own_methods,
    words_of_all,
)
from routeshift_codemods.resolve.decorators.evaluation import (
    OTHERS,
    UNKNOWN,
    Record,
    grow,
    method_of,
    spoil,
)
from routeshift_codemods.resolve.decorators.following import (
    LEFT,
    ON,
    Follower,
    Metadata,
    agreed,
    is_left,
    words_in,
)
from routeshift_codemods.syntax import Bound, walk

# No decorator calls as deep; one that seems to calls itself.
_DEPTH = 12


Order = Literal["behind", "in front"]


class Application:
    """One application of a decorator, followed through its definition.

    Args:
        index: The index.
        found: The decorator: a function, or a class whose instances are called.
        arguments: The arguments of its call, by name.
    """

    def __init__(self, index: Index, found: Defined, arguments: Mapping[str, Any]) -> None:
        self._index = index
        self._found = found
        self._arguments = arguments

    @property
    def record(self) -> Record | None:
        """The fields that it leaves on what it decorates.

        A field that is not the same whichever way the code goes is `UNKNOWN`. None when the
        definition shows no record.
        """
        return _merged(self._alone)

    @property
    def order(self) -> Order | None:
        """Where it leaves its record among those that others have left.

        None where it does not leave all of them, or its source does not tell.
        """
        there = {name: value for name, value in self._alone.there.items() if name}
        others = {n: [OTHERS] if isinstance(v, list) else OTHERS for n, v in there.items()}
        beside = self._beside(others)
        # A list wins over a single one (rule R1).
        several = beside.there.get(METADATA[0]) if others else [OTHERS, ""]
        is_same = _merged(beside) == self.record
        places = several if is_same and isinstance(several, list) else ()
        match [one is OTHERS for one in places]:
            case [True, False, *rest] if not any(rest):
                return "behind"
            case [False, *rest, True] if not any(rest):
                return "in front"
        return None

    @cached_property
    def _alone(self) -> Metadata:
        """What it leaves where nothing was."""
        return self._beside({})

    def _beside(self, there: Mapping[str, Any]) -> Metadata:
        metadata = Metadata(there)
        run = _Run(self._index, self._found.module, {}, metadata, 0)
        run.call(self._found, [], dict(self._arguments), decorates=True)
        return metadata


def _merged(metadata: Metadata) -> Record | None:
    """The record that was left, of which a field is `UNKNOWN` where some differ in it."""
    records = metadata.records()
    left = [one for one in records if isinstance(one, dict)]
    # Something that could not be read was left, too: half of an answer would be a guess.
    if not left or len(left) < len(records):
        return None
    names = {name for one in left for name in one}
    fields = {name: agreed([one.get(name, UNKNOWN) for one in left]) for name in names}
    return Record({name: value if _is_known(value) else UNKNOWN for name, value in fields.items()})


def _is_known(value: Any) -> bool:
    """Whether nothing of a list was lost."""
    return not isinstance(value, list) or all(one is not UNKNOWN for one in value)


def parameter_names(found: Defined) -> tuple[str, ...]:
    """The names of the positional parameters of a function, or of a class that is called."""
    node = found.node
    if isinstance(node, ast.ClassDef):
        made = own_methods(node).get("__init__")
        return _positional(made)[1:] if made else tuple(own_fields(node))
    return _positional(node) if isinstance(node, ast.FunctionDef) else ()


def _positional(node: FunctionNode) -> tuple[str, ...]:
    return tuple(argument.arg for argument in [*node.args.posonlyargs, *node.args.args])


def _is_sure(found: Defined) -> bool:
    """Whether a name has one definition, whichever way its module went."""
    name = found.bound.name
    bound = [b for b in found.module.bindings if isinstance(b, Bound) and b.name == name]
    return name in found.module.certain and len(bound) == 1


_GROWING = frozenset({"append", "extend", "insert"})

# How a function's dictionary is asked for one of its attributes.
_ASKING = frozenset({"get", "setdefault"})

_COPIERS = frozenset({"list", "tuple"})

_MAKERS: Mapping[str, type[dict[str, Any]]] = {"SimpleNamespace": Record, "dict": dict}

# Functions that change nothing that they are given.
_HARMLESS = frozenset({"bool", "callable", "hasattr", "isinstance", "len", "str", "type"})


class _Run(Follower):
    """A function that is followed into the functions and classes that it calls."""

    def __init__(
        self, index: Index, module: Module, names: dict[str, Any], metadata: Metadata, depth: int
    ) -> None:
        super().__init__(index, module, names, metadata)
        self.depth = depth

    def call(
        self, found: Defined, values: list[Any], named: dict[str, Any], *, decorates: bool = False
    ) -> Any:
        """What a call of something that the target defines gives."""
        # Of two definitions under a condition only running tells which one it is.
        if self.depth >= _DEPTH or not _is_sure(found):
            return UNKNOWN
        node = found.node
        # A decorated function is whatever its own decorator made of it.
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            return self._inside(found.module, node, values, named)
        if isinstance(node, ast.ClassDef):
            made = self._made(found.module, node, values, named)
            decorate = methods_of(self.index, found.module, node).get("__call__")
            if decorates and decorate is not None:
                self._inside(*decorate, [made, UNKNOWN], {})
            return made
        return UNKNOWN

    def _inside(
        self, module: Module, node: FunctionNode, values: list[Any], named: dict[str, Any]
    ) -> Any:
        run = _Run(self.index, module, {}, self.metadata, self.depth + 1)
        run.names = run.bound(node.args, values, named)
        returned = run.follow(node.body)
        run.decorate()
        return UNKNOWN if run.may_have_returned else None if returned is ON else returned

    def decorate(self) -> None:
        """Follow the functions inside, which are called when all names have their last values."""
        for node in self.inner:
            taken = {a.arg: UNKNOWN for a in walk(node.args) if isinstance(a, ast.arg)}
            run = _Run(self.index, self.module, self.names | taken, self.metadata, self.depth + 1)
            run.follow(node.body)
            run.decorate()

    def bound(
        self, takes: ast.arguments, values: list[Any], named: dict[str, Any]
    ) -> dict[str, Any]:
        """The parameters of a function with the values of a call, or their defaults."""
        positional = [*takes.posonlyargs, *takes.args]
        defaults = dict(zip(reversed(positional), reversed(takes.defaults), strict=False))
        defaults |= {p: d for p, d in zip(takes.kwonlyargs, takes.kw_defaults, strict=True) if d}
        found = {p.arg: self.value(d) for p, d in defaults.items()}
        found = {p.arg: found.get(p.arg, UNKNOWN) for p in [*positional, *takes.kwonlyargs]}
        found |= dict(zip([p.arg for p in positional], values, strict=False))
        rest = {name: value for name, value in named.items() if name not in found}
        found |= {name: value for name, value in named.items() if name in found}
        if takes.vararg:
            found[takes.vararg.arg] = UNKNOWN
        if takes.kwarg:
            found[takes.kwarg.arg] = rest
        return found

    def _called(self, node: ast.Call) -> Any:
        values = [self.value(part) for part in node.args]
        named = self._named(node)
        if named is None or any(isinstance(part, ast.Starred) for part in node.args):
            self.forget([ast.Expr(node)])
            return UNKNOWN
        match node.func, values:
            case ast.Attribute(), _:
                return self._method(node.func, values, named)
            case ast.Name(id="getattr" | "hasattr" as how), [_, name, *default] if is_left(name):
                return self._asked(how, name, *default)
            case ast.Name(id="getattr"), _:
                return UNKNOWN
            case ast.Name(id="setattr"), [_, name, value]:
                return self.assign(node.args[0], name, value)
            case ast.Name(id="vars"), [Record() as made]:
                return made
        return self._made_by(node.func, values, named)

    def _method(self, func: ast.Attribute, values: list[Any], named: dict[str, Any]) -> Any:
        owner = self.value(func.value)
        if func.attr in _GROWING and values:
            return self._grow(func, owner, values)
        if owner is OTHERS:
            return self.touch(func.value, owner)
        if owner is not UNKNOWN:
            return method_of(owner, func.attr, values, named)
        # The dictionary of the function.
        if func.attr in _ASKING and values and is_left(values[0]):
            return self._asked(func.attr, *values)
        return self._made_by(func, values, named)

    def _asked(self, how: str, name: str, default: Any = UNKNOWN) -> Any:
        """What the function has by a name, where it may have nothing."""
        is_there = name in self.metadata.there
        if how == "hasattr" or is_there:
            return is_there if how == "hasattr" else self.metadata.at(name)
        if how == "setdefault" or default is UNKNOWN:
            self.metadata.put([] if default is UNKNOWN else default, name)
            return self.metadata.at(name)
        return default

    def _grow(self, func: ast.Attribute, owner: Any, values: list[Any]) -> None:
        if isinstance(owner, list):
            grow(owner, func.attr, values)
        elif isinstance(values[-1], Record) or LEFT & set(words_in(func)):
            # A list that nobody sees may be the metadata.
            self.metadata.put(values[-1])

    def _made_by(self, func: ast.expr, values: list[Any], named: dict[str, Any]) -> Any:
        if isinstance(func, ast.Name) and func.id in self.names:
            own = self.names[func.id]
            is_class = isinstance(own, ast.ClassDef)
            return self._made(self.module, own, values, named) if is_class else UNKNOWN
        found = lookup_expression(self.index, self.module, func)
        if isinstance(found, Defined):
            return self.call(found, values, named)
        made = found.name.rpartition(".")[2] if found else ""
        if made in _COPIERS and len(values) == 1 and isinstance(values[0], list):
            return list(values[0])
        if made in _MAKERS and not values:
            return _MAKERS[made](named)
        for value in () if made in _HARMLESS else (*values, *named.values()):
            spoil(value)
        return UNKNOWN

    def _made(
        self, module: Module, node: ast.ClassDef, values: list[Any], named: dict[str, Any]
    ) -> Any:
        """An instance of a class of the target: of a dataclass or model, or with an `__init__`."""
        made = Record(self._words(module, node))
        methods = methods_of(self.index, module, node)
        if methods.keys() & MAGIC or any(is_magic(method) for _, method in methods.values()):
            return UNKNOWN
        if "__init__" in methods:
            self._inside(*methods["__init__"], [made, *values], named)
            return made
        fields = dict(self._fields(module, node))
        made |= fields | dict(zip(fields, values, strict=False)) | named
        if "__post_init__" in methods:
            self._inside(*methods["__post_init__"], [made], {})
        return made

    def _words(self, module: Module, node: ast.ClassDef) -> Iterator[tuple[str, Any]]:
        """What the class says of all its records (rule R5)."""
        for where, words in words_of_all(self.index, module, node):
            run = _Run(self.index, where, {}, Metadata(), self.depth + 1)
            for name in FIELDS & words.keys():
                value = words[name]
                yield name, UNKNOWN if value is None else run.value(value)

    def _fields(self, module: Module, node: ast.ClassDef) -> Iterator[tuple[str, Any]]:
        for where, fields in fields_of(self.index, module, node):
            run = _Run(self.index, where, {}, Metadata(), self.depth + 1)
            for name, default in fields.items():
                yield name, run._default(default)

    def _default(self, node: ast.expr | None) -> Any:
        """The default of a field: a value, or what `field(default=...)` or `Field(...)` says."""
        if not isinstance(node, ast.Call):
            return UNKNOWN if node is None else self.value(node)
        said = {keyword.arg: keyword.value for keyword in node.keywords}
        factory = said.get("default_factory")
        if isinstance(factory, ast.Name) and factory.id in ("list", "dict"):
            return [] if factory.id == "list" else {}
        default = said.get("default", node.args[0] if node.args else None)
        return UNKNOWN if default is None else self.value(default)
