"""Adding code to a module that is there already."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence

from routeshift_codemods.edit import Change, ReplaceStatements, applied
from routeshift_codemods.index import Module
from routeshift_codemods.plan.imports.block import ImportBlock
from routeshift_codemods.plan.layout import Layers, Statement, take_apart
from routeshift_codemods.syntax import module_named


def merged(existing: Module, imports: str, body: str, block: ImportBlock) -> str:
    """A module with more imports, and more code at its end.

    Args:
        existing: The module.
        imports: Import statements that the new code needs.
        body: The new code.
        block: An empty block, which knows the target's packages.
    """
    layers = take_apart(existing)
    # Those in one row: what stands between two others must stay.
    leading = tuple(itertools.takewhile(lambda s: s.is_import, layers.statements))
    for statement in leading:
        block.keep(existing, statement, {*statement.binds, "*"})
    _add(block, imports, existing)
    rendered = block.render() + _conditional(imports, existing)
    if leading:
        text = applied(existing, [replaced(existing, leading, rendered)])
    else:
        text = _with_imports(existing, layers, rendered)
    return "{}\n\n\n{}\n".format(text.rstrip("\n"), body.strip("\n"))


def _add(block: ImportBlock, imports: str, existing: Module) -> None:
    """Add import statements to a block, without those of the module itself."""
    for node in ast.parse(imports).body:
        for alias in getattr(node, "names", ()):
            if isinstance(node, ast.Import):
                block.add_module(alias.name, alias.asname)
            elif isinstance(node, ast.ImportFrom):
                module = module_named(node)
                # What the module defines itself it need not import.
                if existing.absolute(module) != existing.name:
                    block.add(module, alias.name, alias.asname)


def _conditional(imports: str, existing: Module) -> str:
    """The imports under an `if` or `try`, which stand behind the others."""
    nodes = [n for n in ast.parse(imports).body if not isinstance(n, ast.Import | ast.ImportFrom)]
    texts = [ast.get_source_segment(imports, node) or "" for node in nodes]
    return "".join(f"\n{text}\n" for text in texts if text not in existing.source.text)


def replaced(module: Module, statements: Sequence[Statement], source: str) -> Change:
    """The change that puts other statements in the place of some, and of the comments above them.

    Args:
        module: The module.
        statements: Statements in a row.
        source: What stands there afterwards.
    """
    start = module.source.offset(statements[0].first, 0)
    end = module.source.span(statements[-1].nodes[-1])[1]
    return Change(module.path, (start, end), ReplaceStatements(source))


def _with_imports(existing: Module, layers: Layers, imports: str) -> str:
    """The lines of a module that had no imports, with some behind its docstring."""
    source = existing.source
    last = layers.docstring.last if layers.docstring else layers.header.count("\n")
    above = source.block(1, last).rstrip("\n")
    rest = source.block(last + 1, len(source.lines))
    apart = "" if rest.startswith("\n") else "\n"
    return "{}{}{}{}".format(f"{above}\n\n" if above else "", imports, apart, rest)
