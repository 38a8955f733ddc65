"""What generated code calls the names that it needs, beside the names of the module."""

from __future__ import annotations

from dataclasses import dataclass, field

from routeshift_codemods.index.index import Module


@dataclass
class Symbols:
    """The names that generated code takes from elsewhere.

    Attributes:
        module: The module whose own names must not be hidden.
        used: What was asked for: the module and the name in it, by what it is called here.
    """

    module: Module
    used: dict[str, tuple[str, str]] = field(default_factory=dict)

    def use(self, where: str, name: str) -> str:
        """What `from where import name` is called, which is `name` unless that is taken."""
        called = name if self._is_free(where, name) else f"{_prefix(where)}{name}"
        self.used[called] = (where, name)
        return called

    def _is_free(self, where: str, name: str) -> bool:
        bound = self.module.names.get(name)
        if bound is None:
            return True
        if bound.target is None or bound.typing_only:
            return False
        module, member = bound.target
        top = self.module.absolute(module).partition(".")[0]
        return member == name and top in (where.partition(".")[0], f"{where}_extensions")


def _prefix(where: str) -> str:
    return where.lstrip(".").rpartition(".")[2].title().replace("_", "")
