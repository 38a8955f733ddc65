"""A package's `__init__` that names what it takes from the module beside it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from routeshift_codemods.edit import AddToList, Change, ReplaceStatements, applied, is_pragma
from routeshift_codemods.index import Module
from routeshift_codemods.plan.imports.block import ImportBlock


def amended(
    init: Module, moved_from: str, places: Mapping[str, str], requests: Collection[str]
) -> str:
    """The `__init__` with its imports from where the names are now, and the request models.

    Args:
        init: The package's `__init__`.
        moved_from: The dotted name of the module whose names moved.
        places: The relative module of each name that moved.
        requests: The request models, which join the imports and `__all__`.
    """
    statements = [node for node in init.tree.body if imports_from(init, node, moved_from)]
    if not statements:
        return init.source.text
    top = init.name.partition(".")[0]
    block = ImportBlock(lambda package: package == top)
    for node in statements:
        assert isinstance(node, ast.ImportFrom)
        written = "." * node.level + (node.module or "")
        pragma = next(filter(is_pragma, _comments(init, node)), "")
        for alias in node.names:
            where = places.get(alias.name, written)
            block.add(where, alias.name, alias.asname, comment=pragma)
    for name in requests:
        block.add(places[name], name)
    module = moved_from.rpartition(".")[2]
    if not any(alias.name == module for node in statements for alias in getattr(node, "names", [])):
        # Importing from the module made it an attribute of its package, and still does.
        package = "." if written.startswith(".") else init.name
        block.add(package, module, comment="# noqa: F401")
    text = block.render()
    comments = [c for node in statements for c in _comments(init, node) if not is_pragma(c)]
    above = "".join(f"{comment}\n" for comment in comments)
    sources = [above + text, *[""] * (len(statements) - 1)]
    changes = [
        Change(init.path, init.source.span(node), ReplaceStatements(source))
        for node, source in zip(statements, sources, strict=True)
    ]
    return applied(init, [*changes, *_listed(init, requests)])


def _comments(init: Module, node: ast.stmt) -> list[str]:
    last = node.end_lineno or node.lineno
    return [comment.text for comment in init.tokens.comments_between(node.lineno, last)]


def imports_from(init: Module, node: ast.stmt, name: str) -> bool:
    """Whether a statement imports names from a module, by its dotted name."""
    return (
        isinstance(node, ast.ImportFrom)
        and init.absolute("." * node.level + (node.module or "")) == name
        and all(alias.name != "*" for alias in node.names)
    )


def lists_of_all(init: Module) -> list[ast.List | ast.Tuple]:
    """The lists in which a module's `__all__` is written down, empty ones left out."""
    found: list[ast.List | ast.Tuple] = []
    for node in init.tree.body:
        value = getattr(node, "value", None)
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        named = any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets)
        if named:
            found += [one for one in _summands(value) if one.elts]
    return found


def _summands(value: ast.expr | None) -> Iterator[ast.List | ast.Tuple]:
    """The lists that an expression is, or is the sum of with others."""
    if isinstance(value, ast.List | ast.Tuple):
        yield value
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        yield from _summands(value.left)
        yield from _summands(value.right)


def _listed(init: Module, requests: Collection[str]) -> Iterator[Change]:
    lists = lists_of_all(init)
    known = {e.value for value in lists for e in value.elts if isinstance(e, ast.Constant)}
    new = tuple(name for name in requests if name not in known)
    if new and lists:
        yield Change(init.path, init.source.span(lists[0]), AddToList(new))
