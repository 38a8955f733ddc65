"""What a module merely imports, and whether its facade has to hand it on."""

from __future__ import annotations

import ast
from collections.abc import Collection

from routeshift_codemods.index import Index, Module, literal_all, starred
from routeshift_codemods.plan.layout.statements import Layers, Statement


def from_stars(index: Index, module: Module) -> frozenset[str]:
    """The names that a module has by star imports of which it uses some itself.

    There are none where the target does not tell what these bind.

    Args:
        index: The facts.
        module: The module.
    """
    stars = [found for found in starred(index, module) if not found.star.typing_only]
    exports = [found.exports for found in stars]
    if not all(s.star.sure for s in stars) or any(e.others or e.perhaps for e in exports):
        return frozenset()
    uses = module.uses(module.tree.body) if stars else frozenset()
    names = (exported.sure for exported in exports if exported.sure & uses)
    return frozenset().union(*names) - module.names.keys()


def untaken(
    module: Module, layers: Layers, taken: Collection[str], stars: Collection[str] = ()
) -> frozenset[str]:
    """The names that a module merely imports, and that nobody takes from it.

    What it lists in `__all__`, writes `x as x` or does not use itself it imports to hand it on.
    Where nobody can tell what it lists, that may be everything.

    Args:
        module: The module.
        layers: It, taken apart.
        taken: The names that other files take from it.
        stars: The names that it has by star imports.
    """
    listed = literal_all(module) if "__all__" in module.names else []
    # A computed `__all__` may list any name.
    if listed is None:
        return frozenset()
    imports = [s for s in layers.statements if _is_import(s, layers)]
    own = {name for s in layers.statements if s not in imports for name in s.binds}
    plain = {name for s in imports for name in s.binds} - own
    given = plain - module.uses(module.tree.body)
    kept = {*taken, *listed, *given, *_handed_on(imports)}
    lists = [s for s in layers.statements if s.is_all]
    kept = kept.union(*(s.uses for s in lists))
    # The examples at the top of the module run in what its facade has.
    kept |= layers.docstring.uses if layers.docstring else set()
    future = {name for s in layers.future for name in s.binds}
    annotated = any(isinstance(s.node, ast.AnnAssign) for s in lists)
    foreign = plain.union(stars)
    return frozenset(foreign - _with_blocks(imports, kept) | (set() if annotated else future))


def _is_import(statement: Statement, layers: Layers) -> bool:
    conditional = statement in layers.conditional_imports
    return statement.is_import or statement.is_typing or conditional


def _handed_on(imports: Collection[Statement]) -> set[str]:
    """The names that are written `x as x`, by which type checkers know them as handed on."""
    nodes = [n for s in imports for top in s.nodes for n in ast.walk(top)]
    aliases = [a for n in nodes if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names]
    return {alias.asname for alias in aliases if alias.asname == alias.name}


def _with_blocks(imports: Collection[Statement], kept: set[str]) -> set[str]:
    """What is kept, and what the whole blocks bind that bind some of it, or what these need."""
    blocks = [s for s in imports if not s.is_import]
    needed = kept
    while True:
        there = [s for s in blocks if s.is_starred or s.binds & needed]
        wider = needed.union(*(s.uses for s in there))
        if wider == needed:
            return kept.union(*(s.binds for s in there if not s.is_typing))
        needed = wider
