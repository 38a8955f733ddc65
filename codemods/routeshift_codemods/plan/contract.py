"""The module of shared helpers: the text that the compat layer runs, only the parts in use."""

from __future__ import annotations

import ast
from collections.abc import Collection
from functools import cache
from pathlib import Path

import routeshift
from routeshift_codemods.index.index import Module, parse_text
from routeshift_codemods.plan.imports import ImportBlock
from routeshift_codemods.plan.statements import Statement, take_apart


@cache
def _whole() -> Module:
    path = Path(routeshift.__file__).parent / "serving" / "contract.py"
    return parse_text(path.read_text("utf-8"), path, "routeshift.serving.contract")


def contract_names() -> frozenset[str]:
    """The public names that the module can have."""
    layers = take_apart(_whole())
    bound = {name for statement in layers.statements for name in statement.binds}
    return frozenset(name for name in bound if not name.startswith("_"))


def contract_text(names: Collection[str], header: str, width: int) -> str:
    """The module with some of its names, and what they need.

    Args:
        names: The names that routers use.
        header: The licence comment of the package.
        width: How long a line may be.
    """
    module = _whole()
    layers = take_apart(module)
    imports = layers.leading_imports
    rest = [s for s in layers.statements if s not in imports]
    kept = _needed(rest, set(names))
    used = {name for statement in kept for name in statement.uses}
    block = ImportBlock(lambda _: False, width)
    for statement in imports:
        block.keep(module, statement, used)
    docstring = "" if layers.docstring is None else _block(module, layers.docstring) + "\n"
    body = "".join(_spaced(module, statement) for statement in kept)
    return header + docstring + block.render() + body


def defined_in(text_module: Module) -> frozenset[str]:
    """The contract's public names that an existing module defines."""
    return contract_names() & set(text_module.names)


def same_code(one: str, other: str) -> bool:
    """Whether two texts are the same code, whatever their layout."""
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    except SyntaxError:
        return False


def _needed(statements: list[Statement], names: set[str]) -> list[Statement]:
    kept: set[Statement] = set()
    while True:
        more = {s for s in statements if s not in kept and s.binds & names}
        if not more:
            return [s for s in statements if s in kept]
        kept |= more
        names |= {name for statement in more for name in statement.uses}


def _block(module: Module, statement: Statement) -> str:
    return module.source.block(statement.first, statement.last)


def _spaced(module: Module, statement: Statement) -> str:
    definitions = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    is_definition = isinstance(statement.node, definitions)
    return ("\n\n" if is_definition else "\n") + _block(module, statement)
