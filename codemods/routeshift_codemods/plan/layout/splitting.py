"""Which file each statement of a module goes to: the models', or the Protocol's."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from routeshift_codemods.plan.layout.statements import Layers, Statement

Part = Literal["models", "api"]


@dataclass(frozen=True)
class ModuleSplit:
    """The statements of a module, by where they go.

    Attributes:
        models: Models, helpers, constants, registrations: what the Protocols need.
        api: The Protocols, and what needs them.
    """

    models: tuple[Statement, ...]
    api: tuple[Statement, ...]

    @cached_property
    def definitions(self) -> Mapping[str, Part]:
        """Which of the two defines each name; what the first to bind it imports is left out."""
        found: dict[str, Part] = {}
        for part, statements in self._parts:
            names = dict.fromkeys(_names(statements), part)
            imported = set(_names(s for s in statements if s.is_import))
            found = {n: p for n, p in found.items() if n not in names}
            found |= {n: p for n, p in names.items() if n not in imported}
        return found

    @property
    def _parts(self) -> tuple[tuple[Part, tuple[Statement, ...]], ...]:
        return (("api", self.api), ("models", self.models))


def _names(statements: Iterable[Statement]) -> Iterator[str]:
    return (name for statement in statements for name in statement.binds)


def split(layers: Layers, api_classes: Collection[str], lines: Collection[int] = ()) -> ModuleSplit:
    """Decide where the statements go.

    What uses an API class goes with it; Protocols that only API classes use go with them. All
    else stays together in its order, so that registrations run as they did.

    Args:
        layers: The module, taken apart.
        api_classes: The names of the classes that declare operations.
        lines: The lines of what has to stand with them besides.
    """
    imports = {*layers.leading_imports, *layers.conditional_imports}
    movable = [s for s in layers.statements if s not in imports and not s.is_typing]
    movable = [s for s in movable if not s.is_all]
    classes = set(api_classes)
    api = _closure(movable, {s for s in movable if s.binds & classes or s.has_any(lines)})
    # After the rest: what only Protocols use is nobody's model.
    api |= _helpers(movable, api)
    return ModuleSplit(
        tuple(s for s in movable if s not in api), tuple(s for s in movable if s in api)
    )


def _closure(statements: Iterable[Statement], chosen: set[Statement]) -> set[Statement]:
    """The chosen statements and all that use a name of theirs, or bind it again."""
    found = set(chosen)
    while True:
        names = frozenset(name for statement in found for name in statement.binds)
        more = {s for s in statements if s not in found and names & (s.needs | s.binds)}
        # Imports go to both files, as far as each uses them.
        more = {s for s in more if not s.is_import}
        if not more:
            return found
        found |= more


def _helpers(statements: list[Statement], api: set[Statement]) -> set[Statement]:
    """Protocols like stores, which nothing but the API classes uses."""
    found: set[Statement] = set()
    while True:
        others = [s for s in statements if s not in api | found]
        used = {name for s in api | found for name in s.uses}
        kept = {name for s in others for name in s.uses - s.binds}
        more = {s for s in others if _is_protocol(s) and s.binds & used and not s.binds & kept}
        if not more:
            return found
        found |= more


def _is_protocol(statement: Statement) -> bool:
    node = statement.node
    if not isinstance(node, ast.ClassDef):
        return False
    names = [base.attr if isinstance(base, ast.Attribute) else base for base in node.bases]
    return any(name == "Protocol" or getattr(name, "id", "") == "Protocol" for name in names)
