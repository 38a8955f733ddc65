"""Whether an expression of an implementation can stand in the API's package, and how."""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Iterator

from routeshift_codemods.index import Defined, Index, Module, Outside, lookup, lookup_expression
from routeshift_codemods.resolve.signatures import Carried, imported, without_quotes
from routeshift_codemods.syntax import walk

# What any router needs, and what comes with it.
_ALWAYS_THERE = sys.stdlib_module_names | {"fastapi", "pydantic", "pydantic_core", "starlette"}


class CannotCarryError(Exception):
    """An expression cannot stand in another module; the text is a clause that says why."""


class Carrier:
    """Carries expressions to the module of an API.

    Attributes:
        index: The facts of the target and of what is around it.

    Args:
        home: The module that declares the API.
    """

    def __init__(self, index: Index, home: Module) -> None:
        self.index = index
        self._home = home
        self._reached: dict[str, frozenset[str]] = {}

    def carry(self, module: Module, node: ast.expr, *, routes_only: bool = False) -> Carried:
        """An expression of a module for one of the API's.

        Args:
            module: The module that it stands in.
            node: The expression.
            routes_only: Whether the API's routes alone need it, which no module imports yet: so
                it may come from a module that imports the API.

        Raises:
            CannotCarryError: A name in it cannot be imported there.
        """
        work = _Carrying(self, module, circles=routes_only)
        carried = work.visit(copy.deepcopy(without_quotes(node)))
        for inner in walk(carried):
            if isinstance(inner, ast.expr | ast.keyword):
                inner.lineno = 0  # It stands in no file.
        return Carried(carried, work.imports)

    def place(self, module: Module, found: Defined | Outside, *, circles: bool) -> tuple[str, str]:
        """The module and the name in it that something is imported from.

        The module is empty for what the API's module has anyhow.

        Raises:
            CannotCarryError: It cannot be imported.
        """
        if isinstance(found, Defined):
            if self._is_at_home(found):
                return "", found.bound.name
            where, name = self._as_imported(module, found)
        else:
            where, _, name = found.name.rpartition(".")
        if where == "builtins":
            return "", name
        if not where:
            raise CannotCarryError(f"{module.name} does not say where `{name}` comes from")
        self._allow(where, circles=circles)
        return where, name

    def _is_at_home(self, found: Defined) -> bool:
        here = lookup(self.index, self._home, found.bound.name)
        return isinstance(here, Defined) and here.node is found.node

    def _as_imported(self, module: Module, found: Defined) -> tuple[str, str]:
        """From where the implementation imports it; that may be more public than its module."""
        for bound in module.names.values():
            where, name = bound.target or ("", None)
            if name == found.bound.name and lookup(self.index, module, bound.name) == found:
                return module.absolute(where), name
        return found.module.name, found.bound.name

    def _allow(self, where: str, *, circles: bool) -> None:
        """Refuse an import that the API's package must not have.

        Raises:
            CannotCarryError: Why not.
        """
        top, own = where.partition(".")[0], self._home.name.partition(".")[0]
        if top != own:
            known = {name.partition(".")[0] for name in self._home.imported}
            if top not in known | _ALWAYS_THERE:
                raise CannotCarryError(f"{self._home.name} imports nothing of {top}")
        # A router is imported after its Protocol, and may; models are what the others import.
        elif not circles and self._home.name in self._imports_of(where):
            raise CannotCarryError(f"{where} imports {self._home.name}")

    def _imports_of(self, where: str) -> frozenset[str]:
        """The modules that importing a module runs, as far as the files tell."""
        if where not in self._reached:
            # The packages around the API run before it does, so nothing runs them again.
            found = set(_with_parents(self._home.name)) - {self._home.name}
            waiting = [*_with_parents(where)]
            while waiting:
                name = waiting.pop()
                module = self.index.find(name) if name not in found else None
                found.add(name)
                if module is not None and module.name not in found - {name}:
                    found.add(module.name)
                    waiting += [name for n in _imported(module) for name in _with_parents(n)]
            self._reached[where] = frozenset(found)
        return self._reached[where]


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _imported(module: Module) -> Iterator[str]:
    for bound in module.names.values():
        if bound.target is not None and not bound.typing_only:
            where = module.absolute(bound.target[0])
            yield f"{where}.{bound.target[1]}" if bound.target[1] else where
    yield from (module.absolute(star.module) for star in module.stars)


class _Carrying(ast.NodeTransformer):
    def __init__(self, carrier: Carrier, module: Module, *, circles: bool) -> None:
        self._carrier = carrier
        self._index = carrier.index
        self._module = module
        self._circles = circles
        self.imports: dict[str, tuple[str, str]] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._carried(node) or node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return self._carried(node) or ast.Attribute(self.visit(node.value), node.attr, ast.Load())

    def _carried(self, node: ast.Name | ast.Attribute) -> ast.expr | None:
        """The name for a whole dotted name; None when only its beginning is what is imported."""
        if isinstance(node, ast.Name) and ":" in node.id:  # carried already
            where, _, name = node.id.partition(":")
            self.imports[node.id] = where, name
            return node
        found = lookup_expression(self._index, self._module, node)
        if found is None or (isinstance(node, ast.Attribute) and not self._is_module(node.value)):
            return None
        bound = self._module.names.get(node.id) if isinstance(node, ast.Name) else None
        if bound is not None and bound.typing_only:
            raise CannotCarryError(f"{self._module.name} has `{bound.name}` for type checkers only")
        where, name = self._carrier.place(self._module, found, circles=self._circles)
        if not where:
            return ast.Name(name, ast.Load())
        placed = imported(where, name)
        self.imports[placed.id] = where, name
        return placed

    def _is_module(self, node: ast.expr) -> bool:
        """Whether a dotted name is a module, so that what follows is a name in it."""
        found = lookup_expression(self._index, self._module, node)
        if not isinstance(found, Outside):
            return False
        plain = [n for n in self._module.tree.body if isinstance(n, ast.Import)]
        named = {alias.name for statement in plain for alias in statement.names}
        prefixes = {prefix for name in named for prefix in _with_parents(name)}
        return found.name in prefixes or self._index.find(found.name) is not None
