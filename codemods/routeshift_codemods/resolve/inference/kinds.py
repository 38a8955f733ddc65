"""What an expression may be at run time, as far as source tells."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routeshift_codemods.index import Defined, FunctionNode, Index, Module, lookup

if TYPE_CHECKING:
    from routeshift_codemods.resolve.inference.scopes import Scope


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the project."""

    module: Module
    node: ast.ClassDef


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the project itself."""

    module: Module
    node: ast.ClassDef


@dataclass(frozen=True, slots=True)
class Super:
    """What `super()` looks through: the classes above one."""

    module: Module
    node: ast.ClassDef


@dataclass(frozen=True, slots=True)
class Callee:
    """A function of the project, or a method of an object."""

    scope: Scope
    node: FunctionNode


@dataclass(frozen=True, slots=True)
class Holding:
    """A container, an iterator or a context manager that gives such objects.

    Attributes:
        items: Any of them.
        parts: Of a tuple, each by itself.
        is_table: Whether they are found by keys, which are what a loop over it gives.
    """

    items: Kinds
    parts: tuple[Kinds, ...] = ()
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Giving:
    """Something that gives such objects when it is called."""

    given: Kinds


@dataclass(frozen=True, slots=True)
class Member:
    """A method of a container, that gives one of its items or others of its kind."""

    owner: Holding
    name: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something of another package, which is no API of the project.

    Attributes:
        name: Its dotted name.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Registered:
    """An item of a table under a key that is read as it stands.

    Attributes:
        key: The last name of the key: `files` of `impls[Api.files]` and of `impls["files"]`.
    """

    key: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that source does not tell."""


Kind = (
    Instance | Class | Super | Callee | Holding | Giving | Member | Foreign | Registered | Unknown
)
Kinds = frozenset[Kind]

UNKNOWN: Kinds = frozenset({Unknown()})
NOTHING: Kinds = frozenset()


def is_ours(kind: Kind) -> bool:
    """Whether something is of the project, or holds or gives what is."""
    if isinstance(kind, Holding | Giving):
        return any(map(is_ours, kind.items if isinstance(kind, Holding) else kind.given))
    return isinstance(kind, Instance | Class | Callee)


def class_at(index: Index, dotted: str) -> Class | None:
    """The class of the project at a dotted path; None without one.

    Args:
        index: The facts.
        dotted: The path: a module, and a name that it has.
    """
    where, _, name = dotted.rpartition(".")
    module: Module | None = index.find(where) if where else None
    found = lookup(index, module, name) if module is not None else None
    if isinstance(found, Defined) and isinstance(found.node, ast.ClassDef):
        return Class(found.module, found.node)
    return None
