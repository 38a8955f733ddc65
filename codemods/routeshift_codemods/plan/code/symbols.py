"""What generated code calls the names that it needs, beside the names of the module."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from routeshift_codemods.index import Index, Module, Outside, lookup


@dataclass
class Symbols:
    """The names that generated code takes from elsewhere.

    Attributes:
        index: The facts.
        module: The module whose names stand beside them.
        taken: Those of its names that the generated file uses.
        used: What was asked for: the module and the name in it, by what it is called here.
    """

    index: Index
    module: Module
    taken: Collection[str] = ()
    used: dict[str, tuple[str, str]] = field(default_factory=dict)

    def use(self, where: str, name: str) -> str:
        """What `from where import name` is called, which is `name` unless that is taken."""
        free = name not in self.taken or self._is_the_same(where, name)
        called = name if free else f"{_prefix(where)}{name}"
        self.used[called] = (where, name)
        return called

    def _is_the_same(self, where: str, name: str) -> bool:
        bound = self.module.names.get(name)
        # It is there for type checkers, and new code needs it at run time.
        if bound is not None and bound.typing_only:
            return False
        found = lookup(self.index, self.module, name)
        module, _, member = found.name.rpartition(".") if isinstance(found, Outside) else ("",) * 3
        top = module.partition(".")[0]
        return member == name and top in (where.partition(".")[0], f"{where}_extensions")


def _prefix(where: str) -> str:
    return where.lstrip(".").rpartition(".")[2].title().replace("_", "")
