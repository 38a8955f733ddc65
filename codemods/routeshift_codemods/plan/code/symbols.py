"""What generated code calls the names that it needs, beside the names of the module."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from routeshift_codemods.index import Index, Module, Outside, lookup
from routeshift_codemods.syntax import Bound, walk

# What new code takes the most from.
_WHOLE = {(where, None) for where in ("fastapi", "pydantic", "typing")}


@dataclass
class Symbols:
    """The names that generated code takes from elsewhere.

    Attributes:
        index: The facts.
        module: The module whose names stand beside them.
        taken: Those of its names that the generated file uses.
        beside: Whether new code stands in a file that is there already, with imports of its own.
        used: What was asked for: the module and the name in it, by what it is called here.
    """

    index: Index
    module: Module
    taken: Collection[str] = ()
    beside: bool = False
    used: dict[str, tuple[str, str]] = field(default_factory=dict)

    def use(self, where: str, name: str) -> str:
        """What `from where import name` is called, which is `name` unless that is taken.

        Where its module imports the other one as a whole, it is called as an attribute of that.
        """
        is_same = name in self.module.names and self._is_the_same(where, name)
        if not is_same and not self.beside and where in self._whole:
            return f"{self._whole[where]}.{name}"
        free = name not in self.taken or self._is_the_same(where, name)
        called = name if free else f"{_prefix(where)}{name}"
        self.used[called] = (where, name)
        return called

    @cached_property
    def _whole(self) -> dict[str, str]:
        """What modules are called that are imported as a whole, as by `import pydantic as pyd`."""
        module = self.module
        bound = [one for one in module.bindings if isinstance(one, Bound) and not one.typing_only]
        once = Counter(one.name for one in bound)
        whole = {
            one.target[0]: one.name
            for one in bound
            if one.target in _WHOLE and one.name in module.certain and once[one.name] == 1
        }
        # A parameter may become a field, whose class would find that under the name.
        taken = {n.arg for n in walk(module.tree) if isinstance(n, ast.arg)} if whole else ()
        return {where: name for where, name in whole.items() if name not in taken}

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
